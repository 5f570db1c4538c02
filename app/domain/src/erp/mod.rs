//! Words and rules of the gateway to the ERP.

pub mod answer;
pub mod command;
pub mod contact;

pub use answer::Answer;
pub use command::{CommandId, CommandKind, CommandState};
pub use contact::Contact;
