//! Words and rules of the gateway to the ERP.

pub mod event;
