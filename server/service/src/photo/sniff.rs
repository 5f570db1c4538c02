//! Step one: what a file is, by its first twelve bytes.

use super::Flaw;

/// The three formats the server reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    WebP,
}

const HEIF_BRANDS: [&[u8; 4]; 11] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"avif",
    b"avis",
];

/// Tells JPEG, PNG and WebP apart; HEIC and AVIF are known only to be refused with advice.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, Flaw> {
    if bytes.is_empty() {
        return Err(Flaw::Damaged);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Kind::WebP);
    }
    let brand = bytes
        .get(8..12)
        .filter(|_| bytes.get(4..8) == Some(b"ftyp"));
    if brand.is_some_and(|brand| HEIF_BRANDS.iter().any(|known| *known == brand)) {
        return Err(Flaw::Heic);
    }
    Err(Flaw::NotAPhoto)
}
