//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.

pub mod answer;
pub mod contact;
mod desk;
mod file_drop;
pub mod gateway;
pub mod keys;
pub mod outbox;
pub mod push;
pub(crate) mod remind;
pub mod settings;
pub mod signature;
