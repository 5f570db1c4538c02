//! Photos of strangers: from the bytes a browser sent to a JPEG that is safe to keep and to show.
//!
//! # What goes in, what comes out
//!
//! In goes whatever somebody uploaded under the name of a photo. Out come two JPEGs drawn by ourselves, one of at most
//! 2560 pixels and one of 400 for lists, or a sentence why not. The original is never kept: with it go place, serial
//! number, embedded small pictures that show what was cropped away, colour profiles, files hidden behind the picture,
//! and whatever a decoder of tomorrow might stumble over.
//!
//! # The steps, one file each
//!
//! 1. [`sniff`]: the first twelve bytes decide what it is. Name and declared type are claims and are not read.
//! 2. [`measure`]: our own walk over the container ([`jpeg`], [`png`], [`webp`]) finds width, height, number of scans
//!    and whether the file is whole, without unpacking one pixel. Only a file within the [`Limits`] goes on, and only
//!    the parts a picture needs: a PNG is rebuilt without its text, profile and animation chunks, so a compressed
//!    comment of 1 GiB never meets a decompressor.
//! 3. [`reencode`]: decode, shrink ([`shrink`]), turn upright, encode.
//!
//! # Why limits and not a clock
//!
//! A decoder cannot be cancelled, so a time-out would only let go of a thread that goes on working. The work is bounded
//! before it starts instead: pixels, memory, and pixels times scans (a progressive JPEG may repaint the whole picture a
//! thousand times). `image`'s own `max_alloc` does not do it: `DynamicImage::from_decoder` ignores it, and a PNG of
//! 303 KB took 2.44 GB; so [`reencode`] asks `total_bytes` itself, adds what the decoder needs besides, and refuses.
//! Shrinking reads the decoded picture row by row: a resize filter of `image` would need another 250 MB for 50
//! megapixels.
//!
//! Measured on two busy cores: a phone's 12 megapixels take 0.8 s and 50 MiB, 50 megapixels of JPEG 1.9 s and 157 MiB;
//! the dearest file within all limits, a PNG of 52 megapixels with transparency, takes 220 MiB
//! (`tests/photo_memory.rs` watches both).
//!
//! # Who calls it
//!
//! [`check`] is pure and blocks. [`PhotoDesk`] runs it off the runtime, two at a time, and turns a panic inside a
//! decoder into a refusal.

mod desk;
mod jpeg;
mod measure;
pub mod painted;
mod png;
mod reencode;
mod shrink;
mod sniff;
mod webp;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use desk::{DeskError, PhotoDesk};
pub use domain::photo::PhotoRefusal;

use domain::photo;
use sha2::{Digest, Sha256};

/// What one photo may cost; the default is what the product promises.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the original.
    pub bytes: u64,
    /// Pixels of the longer side.
    pub side: u32,
    /// Pixels in all.
    pub pixels: u64,
    /// Bytes the decoded picture and its decoder may take.
    pub memory: u64,
    /// Scans of a JPEG.
    pub scans: u32,
    /// Scans times pixels: what a progressive JPEG costs in time.
    pub painted: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: photo::MAX_BYTES,
            side: photo::MAX_SIDE,
            pixels: photo::MAX_PIXELS,
            memory: 216 * 1024 * 1024,
            scans: 100,
            painted: 700_000_000,
        }
    }
}

/// A photo that may be kept: drawn anew, upright, without anything but pixels.
#[derive(Clone, Debug)]
pub struct Checked {
    /// JPEG, quality 85, longer side at most 2560 pixels.
    pub photo: Vec<u8>,
    /// SHA-256 of `photo` in lower-case hex: its name in the blob store.
    pub photo_sha256: String,
    /// JPEG, longer side at most 400 pixels.
    pub thumb: Vec<u8>,
    /// SHA-256 of `thumb` in lower-case hex.
    pub thumb_sha256: String,
    /// Pixels of `photo` from left to right.
    pub width: u32,
    /// Pixels of `photo` from top to bottom.
    pub height: u32,
}

/// Turns an uploaded file into a photo that may be kept; `name` is only repeated in the refusal.
///
/// Blocks for up to some seconds; a request asks [`PhotoDesk`] instead.
pub fn check(name: &str, original: &[u8], limits: &Limits) -> Result<Checked, PhotoRefusal> {
    let size = original.len() as u64;
    if size > limits.bytes {
        return Err(Flaw::TooLarge { bytes: size }.named(name));
    }
    process(original, limits).map_err(|flaw| flaw.named(name))
}

fn process(original: &[u8], limits: &Limits) -> Result<Checked, Flaw> {
    let measured = measure::measure(sniff::sniff(original)?, original, limits)?;
    let drawn = reencode::reencode(measured, limits)?;
    Ok(Checked {
        photo_sha256: sha256(&drawn.photo),
        thumb_sha256: sha256(&drawn.thumb),
        photo: drawn.photo,
        thumb: drawn.thumb,
        width: drawn.width,
        height: drawn.height,
    })
}

/// What a step found wrong; the name of the file comes in at the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    TooLarge { bytes: u64 },
    TooManyPixels { width: u32, height: u32 },
    NotAPhoto,
    Heic,
    Damaged,
}

impl Flaw {
    fn named(self, name: &str) -> PhotoRefusal {
        let name = photo::clean_name(name);
        match self {
            Self::TooLarge { bytes } => {
                let mib = u32::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
                PhotoRefusal::TooLarge { name, mib }
            }
            Self::TooManyPixels { width, height } => PhotoRefusal::TooManyPixels {
                name,
                width,
                height,
            },
            Self::NotAPhoto => PhotoRefusal::NotAPhoto { name },
            Self::Heic => PhotoRefusal::Heic { name },
            Self::Damaged => PhotoRefusal::Damaged { name },
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
