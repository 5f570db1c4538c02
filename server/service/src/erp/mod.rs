//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.

pub mod batch;
pub mod events;
mod fetch;
mod folder;
pub mod keys;
pub mod mapping;
pub mod outcome;
pub mod settings;
pub mod signature;

pub(crate) use fetch::fetch_changed;
pub(crate) use folder::{look, turn};
