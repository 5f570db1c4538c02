//! Documents: what they are, for whom they are, who sees them, and what became of each for whom.

pub mod ledger;
pub mod refusal;
pub mod serial;
pub mod sight;
pub mod view;

use serde::{Deserialize, Serialize};

use crate::macros::{id, text_enum};
use crate::{ContractId, PersonId, PropertyId, UnitId};

pub use ledger::{LedgerRow, UNOPENED_AFTER};
pub use refusal::DocumentRefusal;
pub use serial::{PartProblem, SetState};
pub use sight::{Paper, Tenancy, hidden_lease, sees};
pub use view::{
    Audience, DocumentDesk, DocumentPage, DocumentRow, DocumentsPage, Folder, SerialPage,
    SerialPart, SerialRow, StaffDocument, TargetRow,
};

id!(DocumentId, "One document as one file.");
id!(
    SetId,
    "One file for many persons, on its way to become their documents."
);

/// Bytes a document may have (12 MiB).
pub const MAX_BYTES: u64 = 12 * 1024 * 1024;
/// Bytes a file for many persons may have (64 MiB).
pub const MAX_SET_BYTES: u64 = 64 * 1024 * 1024;
/// Pages a file for many persons may have.
pub const MAX_SET_PAGES: i64 = 2_000;
/// Characters a title may have.
pub const TITLE_MAX: u32 = 120;

text_enum! {
    /// What a document is; each kind is a folder.
    DocumentKind {
        Lease => "mietvertrag",
        Amendment => "nachtrag",
        Statement => "abrechnung",
        Budget => "wirtschaftsplan",
        Minutes => "protokoll",
        HouseRules => "hausordnung",
        Letter => "schreiben",
        Certificate => "bescheinigung",
        EnergyPass => "energieausweis",
        Declaration => "teilungserklaerung",
        Other => "sonstiges",
    }
}

impl DocumentKind {
    /// What was signed: shown only for leases signed after the operator's day.
    pub const fn is_lease(self) -> bool {
        matches!(self, Self::Lease | Self::Amendment)
    }

    /// What concerns the owners of a house alone, even where it is provided for the whole of it.
    pub const fn is_for_owners(self) -> bool {
        matches!(self, Self::Budget | Self::Minutes | Self::Declaration)
    }
}

text_enum! {
    /// For whom a document can be.
    TargetKind { Person => "person", Contract => "vertrag", Unit => "einheit", Property => "objekt", All => "alle" }
}

/// For whom a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// One person alone.
    Person(PersonId),
    /// Whoever is named in a contract.
    Contract(ContractId),
    /// Whoever has a running contract for a unit.
    Unit(UnitId),
    /// Whoever has a running contract in a house.
    Property(PropertyId),
    /// Whoever has a running contract.
    All,
}

impl Target {
    /// Its kind.
    pub const fn kind(self) -> TargetKind {
        match self {
            Self::Person(_) => TargetKind::Person,
            Self::Contract(_) => TargetKind::Contract,
            Self::Unit(_) => TargetKind::Unit,
            Self::Property(_) => TargetKind::Property,
            Self::All => TargetKind::All,
        }
    }

    /// The id of whom or what it names.
    pub const fn id(self) -> Option<uuid::Uuid> {
        match self {
            Self::Person(PersonId(id))
            | Self::Contract(ContractId(id))
            | Self::Unit(UnitId(id))
            | Self::Property(PropertyId(id)) => Some(id),
            Self::All => None,
        }
    }

    /// The target of a kind and an id; nothing where one does not go with the other.
    pub fn of(kind: TargetKind, id: Option<uuid::Uuid>) -> Option<Self> {
        Some(match (kind, id) {
            (TargetKind::Person, Some(id)) => Self::Person(PersonId(id)),
            (TargetKind::Contract, Some(id)) => Self::Contract(ContractId(id)),
            (TargetKind::Unit, Some(id)) => Self::Unit(UnitId(id)),
            (TargetKind::Property, Some(id)) => Self::Property(PropertyId(id)),
            (TargetKind::All, None) => Self::All,
            _ => return None,
        })
    }
}
