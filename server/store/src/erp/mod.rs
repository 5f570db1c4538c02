//! What the gateway to the ERP keeps: one file per table.

pub mod answer;
pub mod key;
pub mod batch;
