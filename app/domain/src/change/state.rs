//! How far a request has come; the way is the same for all, and staff cannot invent another.

use super::ChangeKind;
use crate::macros::text_enum;

text_enum! {
    /// Where a request stands.
    ChangeState {
        Requested => "beantragt",
        Confirmed => "bestaetigt",
        HandedOver => "uebergeben",
        ErpConfirmed => "erp_bestaetigt",
        Effective => "wirksam",
        Rejected => "abgelehnt",
        Withdrawn => "zurueckgezogen",
        Expired => "abgelaufen",
    }
}

text_enum! {
    /// Who acts next.
    ChangeActor { Resident => "sie", Staff => "verwaltung", Portal => "portal", Nobody => "niemand" }
}

impl ChangeState {
    /// Who acts next. A request that nobody proves or releases goes on by itself.
    pub const fn next_actor(self, kind: ChangeKind) -> ChangeActor {
        match self {
            Self::Requested if kind.is_proved() => ChangeActor::Resident,
            Self::Requested if kind.is_released() => ChangeActor::Staff,
            Self::HandedOver => ChangeActor::Staff,
            Self::Requested | Self::Confirmed | Self::ErpConfirmed => ChangeActor::Portal,
            Self::Effective | Self::Rejected | Self::Withdrawn | Self::Expired => {
                ChangeActor::Nobody
            }
        }
    }

    /// Something still has to happen.
    pub const fn is_open(self) -> bool {
        !matches!(self.next_actor(ChangeKind::Email), ChangeActor::Nobody)
    }
}
