//! Words and rules that browser and server share: types, checks and state machines, without any I/O.

pub mod account;
pub mod activation;
pub mod audit;
pub mod berlin;
pub mod change;
pub mod contract;
pub mod erp;
pub mod home;
pub mod household;
pub mod iban;
mod macros;
pub mod money;
pub mod passkey;
pub mod person;
pub mod photo;
pub mod portal;
pub mod privacy;
pub mod property;
pub mod refusal;
pub mod registration;
pub mod rollout;
pub mod second_factor;
pub mod security_log;
mod several;
pub mod sheet;
pub mod ticket;
pub mod typed;
pub mod workday;

pub use account::{AccountId, Me, Role, SessionId};
pub use change::ChangeId;
pub use contract::ContractId;
pub use money::Cents;
pub use person::PersonId;
pub use property::{PropertyId, UnitId};
pub use refusal::Refusal;
pub use ticket::{State, TicketId, Topic};
