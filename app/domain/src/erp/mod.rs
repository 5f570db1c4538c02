//! Words and rules of the gateway to the ERP.

pub mod answer;
pub mod command;
pub mod contact;
pub mod entity;
pub mod event;
pub mod guard;
pub mod parcel;
pub mod scope;
pub mod view;

pub use answer::Answer;
pub use command::{CommandId, CommandKind, CommandState};
pub use contact::Contact;
pub use entity::{Entity, Medium, RentPartKind};
pub use event::EventAction;
pub use parcel::{ParcelId, ParcelState, Source};
pub use scope::{Scope, Scopes};
