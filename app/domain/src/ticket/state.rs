//! The states a resident sees; staff cannot invent others.

use crate::macros::text_enum;

text_enum! {
    /// Where a ticket stands.
    State {
        Received => "eingegangen",
        InProgress => "in_bearbeitung",
        Question => "rueckfrage",
        Commissioned => "beauftragt",
        Appointment => "termin",
        Fixed => "behoben",
        Closed => "abgeschlossen",
        Rejected => "abgelehnt",
        Withdrawn => "zurueckgezogen",
        Reopened => "wieder_geoeffnet",
    }
}

text_enum! {
    /// Who acts next.
    NextActor { Staff => "verwaltung", Resident => "sie", Craftsman => "firma", Nobody => "niemand" }
}

impl State {
    /// The word people read, for mails and letters; the pages take theirs from the locale, and a test compares both.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Received => "Eingegangen",
            Self::InProgress => "In Bearbeitung",
            Self::Question => "Rückfrage an Sie",
            Self::Commissioned => "Beauftragt",
            Self::Appointment => "Termin",
            Self::Fixed => "Behoben, bitte bestätigen",
            Self::Closed => "Abgeschlossen",
            Self::Rejected => "Abgelehnt",
            Self::Withdrawn => "Zurückgezogen",
            Self::Reopened => "Wieder geöffnet",
        }
    }

    /// Who acts next.
    pub const fn next_actor(self) -> NextActor {
        match self {
            Self::Received | Self::InProgress | Self::Reopened => NextActor::Staff,
            Self::Question | Self::Fixed => NextActor::Resident,
            Self::Commissioned | Self::Appointment => NextActor::Craftsman,
            Self::Closed | Self::Rejected | Self::Withdrawn => NextActor::Nobody,
        }
    }

    /// Something still has to happen.
    pub const fn is_open(self) -> bool {
        !matches!(self.next_actor(), NextActor::Nobody)
    }
}
