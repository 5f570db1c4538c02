//! Rollouts: a house is enabled, its people get letters. A batch of letters is worked off in pieces.
//!
//! # Why nobody ever has two live codes, or none
//!
//! A piece of a batch is drawn and typeset first; nobody can use its codes yet. Its PDFs are stored, and then one
//! transaction enters all of it: the codes come to life, the letters count as rendered, the prints are on the books.
//! A process that is killed before leaves papers nobody can use, which nobody finds in the letter box and which are
//! thrown away; a process that is killed after has lost nothing. Two workers keep out of each other's way by a hold on
//! the batch, and where that fails the index of live letters and the state of each letter let only one transaction in.

mod block;
mod order;
mod outcome;
mod papers;
mod people;
mod recovery;
mod show;
mod work;

use crate::Caller;

pub use order::order;
pub(crate) use order::{at_once, begin_due};
pub use outcome::Download;
pub(crate) use outcome::throw_away;
pub use work::{Left, PIECE, piece};

/// Rollouts, letters and persons as staff see them, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Rollouts<'a> {
    pub(crate) caller: &'a Caller,
}
