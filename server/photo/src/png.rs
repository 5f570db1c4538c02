//! The chunks of a PNG, walked without decoding, and a copy with only those a picture needs.

use std::borrow::Cow;

use super::measure::{Measured, be32};
use super::sniff::Kind;

const SIGNATURE: usize = 8;
/// Length, type and checksum around the data of a chunk.
const FRAMING: usize = 12;
/// What reaches the decoder. Text, profiles and animation frames do not: they are compressed, and nobody needs them.
const NEEDED: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];

/// Reads the size and copies the needed chunks; the flag tells whether the end was there.
pub(super) fn walk(bytes: &[u8]) -> Option<(Measured<'_>, bool)> {
    if bytes.get(SIGNATURE + 4..SIGNATURE + 8)? != b"IHDR" {
        return None;
    }
    let (width, height) = (be32(bytes, SIGNATURE + 8)?, be32(bytes, SIGNATURE + 12)?);
    let mut needed = Vec::with_capacity(bytes.len());
    needed.extend_from_slice(&bytes[..SIGNATURE]);
    let mut at = SIGNATURE;
    let mut whole = false;
    while let Some(chunk) = chunk(bytes, at) {
        let kind = &chunk[4..8];
        if NEEDED.iter().any(|known| *known == kind) {
            needed.extend_from_slice(chunk);
        }
        at += chunk.len();
        if kind == b"IEND" {
            whole = true;
            break;
        }
    }
    let measured = Measured {
        kind: Kind::Png,
        width,
        height,
        scans: 1,
        extra_memory: needed.len() as u64,
        bytes: Cow::Owned(needed),
    };
    Some((measured, whole))
}

fn chunk(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = be32(bytes, at)? as usize;
    bytes.get(at..at.checked_add(length)?.checked_add(FRAMING)?)
}
