//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.

pub mod mapping;
pub mod keys;
pub mod settings;
pub mod signature;
pub mod batch;
pub mod outcome;
