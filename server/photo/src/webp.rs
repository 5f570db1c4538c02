//! The chunks of a WebP, walked without decoding.

use std::borrow::Cow;

use super::measure::{Measured, le16, le32};
use super::sniff::Kind;

/// `RIFF`, length, `WEBP`.
const HEAD: usize = 12;
const ANIMATED: u8 = 0x02;

/// Finds the size in every chunk that has one; the flag tells whether the file is whole.
///
/// The canvas may lie about the picture inside it, and the decoder makes room for the inner one before it compares, so
/// both must agree. Moving pictures are not photos of damage and are not read.
pub(super) fn walk(bytes: &[u8]) -> Option<(Measured<'_>, bool)> {
    let promised = (le32(bytes, 4)? as usize).checked_add(8)?;
    let bytes = &bytes[..promised.min(bytes.len())];
    let mut size = None;
    let mut pixel_bytes = 0;
    let mut pictures = 0;
    let mut whole = bytes.len() == promised;
    let mut at = HEAD;
    while at < bytes.len() {
        let Some(length) = le32(bytes, at + 4).map(|l| l as usize) else {
            // A last odd byte or two: harmless after a picture, a break before one.
            break;
        };
        let body = at + 8;
        let found = match &bytes[at..at + 4] {
            b"VP8X" if bytes.get(body)? & ANIMATED != 0 => return None,
            b"VP8X" => Some((le24(bytes, body + 4)? + 1, le24(bytes, body + 7)? + 1)),
            b"VP8 " => {
                pictures += 1;
                // Brightness and two quarter-size colours.
                pixel_bytes += 2;
                Some((
                    le16(bytes, body + 6)? & 0x3FFF,
                    le16(bytes, body + 8)? & 0x3FFF,
                ))
            }
            b"VP8L" => {
                pictures += 1;
                pixel_bytes += 4;
                let packed = le32(bytes, body + 1)?;
                Some(((packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1))
            }
            b"ALPH" => {
                pixel_bytes += 5;
                None
            }
            _ => None,
        };
        if found.is_some() && size.is_some() && size != found {
            return None;
        }
        size = size.or(found);
        at = body.checked_add(length)?.checked_add(length % 2)?;
        // Some writers leave out the last padding byte.
        whole &= at <= bytes.len() + length % 2;
    }
    let (width, height) = size?;
    let measured = Measured {
        kind: Kind::WebP,
        width,
        height,
        scans: 1,
        extra_memory: u64::from(width) * u64::from(height) * pixel_bytes,
        bytes: Cow::Borrowed(bytes),
    };
    Some((measured, whole && pictures == 1))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    Some(le16(bytes, at)? | u32::from(*bytes.get(at + 2)?) << 16)
}
