//! "Meine Daten": what the portal keeps about a person, who looked at it, and what they can have deleted.

pub mod api;
mod archive;
mod data;
mod delete;
mod leave;
mod looks;
mod size;

pub(crate) use data::DataPage;
pub(crate) use delete::DeletePage;
pub(crate) use leave::LeavePage;
pub(crate) use looks::LooksPage;
pub use size::size;
