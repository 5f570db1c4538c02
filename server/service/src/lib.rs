//! The use cases: load, ask the domain, store, enqueue, all in one transaction.
//!
//! Everything hangs on the [`Caller`], the one who asks: there is no way to a ticket or contract that does not know
//! who is looking, and `policy` is the one table that says what they may.

pub mod access;
mod caller;
mod chance;
mod changes;
mod clock;
mod contracts;
pub mod demo;
mod denial;
mod digest;
pub mod documents;
pub mod erp;
mod error;
mod hashing;
mod home;
pub mod import;
pub mod jobs;
pub mod letters;
pub mod policy;
mod press;
mod privacy;
mod queue;
pub mod recruit;
mod resident;
pub mod rollout;
pub mod services;
pub mod settings;
mod staff;
pub mod testing;
mod tickets;
mod trail;
mod upkeep;

pub use ::photo;
pub use access::{Access, NewSession, SignedIn};
pub use caller::{Actor, Caller, ErpClient, RequestFacts, Resident, StaffMember};
pub use chance::Chance;
pub use changes::Changes;
pub use clock::Clock;
pub use contracts::Contracts;
pub use documents::Documents;
pub use erp::gateway::Gateway;
pub use error::Error;
pub use hashing::{HashDesk, HashParams};
pub use privacy::{Parcel, Privacy};
pub use queue::Queue;
pub use rollout::{Download, Rollouts};
pub use services::Services;
pub use settings::{Creditor, Legal, LegalPage, SecuritySettings, SessionSettings, Settings};
pub use staff::Staff;
pub use tickets::{Receipt, Tickets};
pub use upkeep::clear_letter_box;

/// The result of each use case.
pub type Result<T> = std::result::Result<T, Error>;
