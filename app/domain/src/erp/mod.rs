//! Words and rules of the gateway to the ERP.

pub mod scope;

pub use scope::{Scope, Scopes};
