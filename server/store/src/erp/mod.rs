//! What the gateway to the ERP keeps: one file per table.

pub mod command;
pub mod contact;
