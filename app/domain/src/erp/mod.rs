//! Words and rules of the gateway to the ERP.

pub mod event;
pub mod scope;

pub use scope::{Scope, Scopes};
