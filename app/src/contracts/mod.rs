//! Contracts: which ones a person has, and what stands in one.

pub mod api;
mod chosen;
mod household;
mod list;
mod show;

pub(crate) use chosen::note;
pub use household::HouseholdPage;
pub use list::ContractsPage;
pub(crate) use list::kind;
pub use show::ContractPage;
