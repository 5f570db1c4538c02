//! The segments of a JPEG, walked without decoding.

use std::borrow::Cow;

use super::measure::{Measured, be16};
use super::sniff::Kind;

/// A frame header: size, way of coding, and the bytes all coefficients take if they must be kept.
#[derive(Clone, Copy)]
struct Frame {
    width: u32,
    height: u32,
    progressive: bool,
    coefficients: u64,
}

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// Finds frame, scans and end; the flag tells whether the file is whole.
pub(super) fn walk(bytes: &[u8]) -> Option<(Measured<'_>, bool)> {
    let mut at = 2;
    let mut frame: Option<Frame> = None;
    let mut scans = 0_u32;
    let mut painted_bytes = 0;
    let mut end = None;
    while let Some((marker, body)) = next_marker(bytes, at) {
        match marker {
            END => {
                end = Some(body);
                break;
            }
            // Markers without a body: TEM, restarts, a second start.
            0x01 | 0xD0..=0xD8 => at = body,
            SCAN => {
                scans = scans.saturating_add(1);
                let start = segment_end(bytes, body)?;
                at = skip_entropy(bytes, start);
                painted_bytes += at - start;
            }
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                // Two frames in one file would let us measure one and the decoder paint the other.
                if frame.is_some() {
                    return None;
                }
                frame = Some(read_frame(bytes, body, marker)?);
                at = segment_end(bytes, body)?;
            }
            _ => match segment_end(bytes, body) {
                Some(next) => at = next,
                None => break,
            },
        }
    }
    let frame = frame?;
    // Every block of 8 x 8 takes a bit at least: less is a header that promises a picture it does not bring.
    let blocks = u64::from(frame.width.div_ceil(8)) * u64::from(frame.height.div_ceil(8));
    let whole = end.is_some() && scans > 0 && painted_bytes as u64 >= blocks / 8;
    let measured = Measured {
        kind: Kind::Jpeg,
        width: frame.width,
        height: frame.height,
        scans,
        extra_memory: if frame.progressive {
            frame.coefficients
        } else {
            0
        },
        bytes: Cow::Borrowed(&bytes[..end.unwrap_or(bytes.len())]),
    };
    Some((measured, whole))
}

/// The next marker at or after `at`, and where its body begins; fill bytes and stray bytes between segments are passed.
fn next_marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let found = rest
        .windows(2)
        .position(|pair| pair[0] == 0xFF && pair[1] != 0 && pair[1] != 0xFF)?;
    Some((rest[found + 1], at + found + 2))
}

fn segment_end(bytes: &[u8], body: usize) -> Option<usize> {
    let length = be16(bytes, body)? as usize;
    let end = body + length;
    (length >= 2 && end <= bytes.len()).then_some(end)
}

/// Coded pixels end at the first marker that is neither a stuffed zero nor a restart.
fn skip_entropy(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start..];
    let marker = rest
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0xD0..=0xD7));
    marker.map_or(bytes.len(), |found| start + found)
}

fn read_frame(bytes: &[u8], body: usize, marker: u8) -> Option<Frame> {
    let height = be16(bytes, body + 3)?;
    let width = be16(bytes, body + 5)?;
    let count = usize::from(*bytes.get(body + 7)?);
    let factors: Vec<(u64, u64)> = (0..count)
        .map(|i| {
            bytes
                .get(body + 9 + 3 * i)
                .map(|f| (u64::from(f >> 4), u64::from(f & 15)))
        })
        .collect::<Option<_>>()?;
    let widest = factors.iter().map(|f| f.0).max()?.max(1);
    let tallest = factors.iter().map(|f| f.1).max()?.max(1);
    let samples: u64 = factors.iter().map(|(h, v)| h * v).sum();
    let pixels = u64::from(width) * u64::from(height);
    Some(Frame {
        width,
        height,
        progressive: matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE),
        coefficients: pixels * samples * 2 / (widest * tallest),
    })
}
