//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.

<<<<<<< HEAD
pub mod answer;
pub mod contact;
mod file_drop;
pub mod gateway;
pub mod outbox;
pub mod push;
pub(crate) mod remind;
pub mod settings;
=======
pub mod batch;
pub mod outcome;
>>>>>>> core
