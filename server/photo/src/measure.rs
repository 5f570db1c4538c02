//! Step two: how big a picture claims to be, and whether that is too much, before anything is unpacked.

use std::borrow::Cow;

use super::sniff::Kind;
use super::{Flaw, Limits, jpeg, png, webp};

/// What the walk over a container found.
pub(super) struct Measured<'a> {
    pub kind: Kind,
    pub width: u32,
    pub height: u32,
    /// Times a decoder walks over the whole picture.
    pub scans: u32,
    /// Bytes the decoder needs besides the decoded picture.
    pub extra_memory: u64,
    /// What the decoder gets to see: nothing behind the end of the picture.
    pub bytes: Cow<'a, [u8]>,
}

impl Measured<'_> {
    /// Pixels of the whole picture.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The refusal that names the size.
    pub fn too_many_pixels(&self) -> Flaw {
        Flaw::TooManyPixels {
            width: self.width,
            height: self.height,
        }
    }

    fn within(&self, limits: &Limits) -> Result<(), Flaw> {
        if self.width == 0 || self.height == 0 || self.scans > limits.scans {
            return Err(Flaw::Damaged);
        }
        let pixels = self.pixels();
        let painted = pixels.saturating_mul(u64::from(self.scans));
        let too_big = self.width.max(self.height) > limits.side
            || pixels > limits.pixels
            || painted > limits.painted
            || self.extra_memory > limits.memory;
        if too_big {
            Err(self.too_many_pixels())
        } else {
            Ok(())
        }
    }
}

/// Measures a whole file against the limits; a file that breaks off is damaged, even where a decoder would fill in grey.
pub(super) fn measure<'a>(
    kind: Kind,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<Measured<'a>, Flaw> {
    // The size comes first and alone: a bomb is called what it is even if it is also cut short.
    let walked = match kind {
        Kind::Jpeg => jpeg::walk(bytes),
        Kind::Png => png::walk(bytes),
        Kind::WebP => webp::walk(bytes),
    };
    let (measured, whole) = walked.ok_or(Flaw::Damaged)?;
    measured.within(limits)?;
    if whole {
        Ok(measured)
    } else {
        Err(Flaw::Damaged)
    }
}

/// Reads big-endian 16 bits at `at`.
pub(super) fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .map(|b| u32::from(u16::from_be_bytes(*b)))
}

/// Reads big-endian 32 bits at `at`.
pub(super) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .map(|b| u32::from_be_bytes(*b))
}

/// Reads little-endian 16 bits at `at`.
pub(super) fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .map(|b| u32::from(u16::from_le_bytes(*b)))
}

/// Reads little-endian 32 bits at `at`.
pub(super) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .map(|b| u32::from_le_bytes(*b))
}
