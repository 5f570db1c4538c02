//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.

pub(crate) mod idempotency;
pub mod keys;
pub mod order;
pub mod settings;
pub mod signature;
pub mod status;
