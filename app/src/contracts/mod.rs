//! Contracts: which ones a person has, and what stands in one.

pub mod api;
mod list;
mod show;

pub use list::ContractsPage;
pub(crate) use list::kind;
pub use show::ContractPage;
