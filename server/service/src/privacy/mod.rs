//! What the portal keeps about a person: the archive for them, who looked at it, and what they can have deleted.

mod archive;
mod deletion;
mod facts;
mod looks;
mod pack;
mod parcel;
mod words;

use crate::Caller;

pub use archive::Parcel;
pub(crate) use archive::clear;
pub(crate) use pack::pack;

/// What the portal keeps about a person, for that person.
#[derive(Debug, Clone, Copy)]
pub struct Privacy<'a> {
    pub(crate) caller: &'a Caller,
}
