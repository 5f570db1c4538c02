//! What a file is, by its first twelve bytes: name and declared type are claims.

/// The three formats we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

/// Why a file is none of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// There is nothing in it.
    Empty,
    /// HEIC or AVIF, known only to be refused with advice.
    Heic,
    /// Anything else.
    Unknown,
}

const HEIF_BRANDS: [&[u8; 4]; 11] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"avif",
    b"avis",
];

/// Tells JPEG, PNG and WebP apart.
///
/// # Errors
/// What it is instead.
pub fn kind(bytes: &[u8]) -> Result<Kind, Stranger> {
    if bytes.is_empty() {
        return Err(Stranger::Empty);
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
        return Err(Stranger::Heic);
    }
    Err(Stranger::Unknown)
}

impl Stranger {
    /// The refusal of the file called `name`.
    pub fn named(self, name: &str) -> super::PhotoRefusal {
        let name = super::clean_name(name);
        match self {
            Self::Empty => super::PhotoRefusal::Damaged { name },
            Self::Heic => super::PhotoRefusal::Heic { name },
            Self::Unknown => super::PhotoRefusal::NotAPhoto { name },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        for (bytes, told) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Ok(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Ok(Kind::Png)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Ok(Kind::WebP)),
            (b"\0\0\0\x18ftypheic", Err(Stranger::Heic)),
            (b"Kein Bild.", Err(Stranger::Unknown)),
            (b"", Err(Stranger::Empty)),
        ] {
            assert_eq!(kind(bytes), told, "{bytes:?}");
        }
    }
}
