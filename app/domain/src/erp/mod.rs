//! Words and rules of the gateway to the ERP.

pub mod entity;
pub mod event;
pub mod guard;
pub mod parcel;
pub mod scope;

pub use entity::{Entity, Medium, RentPartKind};
pub use event::EventAction;
pub use parcel::{ParcelId, ParcelState, Source};
pub use scope::{Scope, Scopes};
