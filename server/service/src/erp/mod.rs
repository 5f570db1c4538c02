//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.

pub mod answer;
pub mod batch;
pub mod contact;
pub mod events;
mod fetch;
mod file_drop;
mod folder;
pub mod gateway;
pub(crate) mod idempotency;
pub mod keys;
pub mod mapping;
pub mod order;
pub mod outbox;
pub mod outcome;
pub mod push;
pub(crate) mod remind;
pub mod settings;
pub mod signature;
pub mod status;

pub(crate) use fetch::fetch_changed;
pub(crate) use folder::look;
