//! What the gateway to the ERP keeps: one file per table.

<<<<<<< HEAD
pub mod command;
pub mod contact;
=======
pub mod batch;
>>>>>>> core
