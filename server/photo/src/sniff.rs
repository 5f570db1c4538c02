//! Step one: what a file is, by its first twelve bytes.

pub(super) use domain::photo::Kind;
use domain::photo::{Stranger, kind};

use super::Flaw;

/// Tells JPEG, PNG and WebP apart, as the browser does before it sends.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, Flaw> {
    kind(bytes).map_err(|stranger| match stranger {
        Stranger::Empty => Flaw::Damaged,
        Stranger::Heic => Flaw::Heic,
        Stranger::Unknown => Flaw::NotAPhoto,
    })
}
