//! The gateway to the manager's ERP: what comes in, what goes out, and what staff see of it.
//!
//! # What becomes of a parcel
//!
//! Whatever the ERP says, by API, files or command, is a [`Batch`]. It is checked as a whole ([`survey`]), then it is
//! refused, parked ([`guard`]) or written. A small one is written in the transaction of whoever brings it ([`take`]). A
//! large one is laid down first ([`journal`]) and then written chunk by chunk, so that nobody waits long for the one
//! writer of SQLite; whoever dies meanwhile leaves it to the next ([`journal::resume`]).

pub mod answer;
mod apply;
pub mod batch;
pub mod contact;
mod desk;
pub mod events;
mod fetch;
mod file_drop;
mod folder;
pub mod gateway;
mod guard;
pub(crate) mod idempotency;
pub(crate) mod journal;
pub mod keys;
pub mod mapping;
mod mirror;
pub(crate) mod naming;
pub mod order;
pub mod outbox;
pub mod outcome;
mod parked;
mod proof;
pub mod push;
pub(crate) mod remind;
pub mod settings;
pub mod signature;
pub mod status;
mod submit;
mod survey;

pub use batch::{Batch, End, Parcel, SMALL};
pub use fetch::path_step;
pub use outcome::{Fault, Outcome, RowAnswer, RowResult, Standing};
pub use submit::{rehearse, submit, take};

pub(crate) use fetch::fetch_changed;
pub(crate) use folder::look;
pub(crate) use mirror::Write;
