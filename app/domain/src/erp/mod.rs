//! Words and rules of the gateway to the ERP.

pub mod event;
pub mod scope;

pub use scope::{Scope, Scopes};
pub mod entity;
pub mod guard;
pub mod parcel;

pub use entity::{Entity, Medium, RentPartKind};
pub use parcel::{ParcelId, ParcelState, Source};
