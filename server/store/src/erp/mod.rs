//! What the gateway to the ERP keeps: one file per table.

pub mod answer;
pub mod batch;
pub mod command;
pub mod contact;
pub mod desk;
pub mod event;
pub mod folder;
pub mod key;
