//! How a file's bytes become text.

use encoding_rs::{UTF_8, WINDOWS_1252};

/// What a mapping file may name; a byte order mark in the file wins over both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    Utf8,
    Windows1252,
}

impl Encoding {
    /// The spellings of a mapping file.
    pub(super) const ALL: [(&'static str, Self); 2] =
        [("utf-8", Self::Utf8), ("windows-1252", Self::Windows1252)];

    /// The text; else the line and the reason.
    pub(super) fn read(self, bytes: Vec<u8>) -> Result<String, (Option<u64>, String)> {
        let said = match self {
            Self::Utf8 => UTF_8,
            Self::Windows1252 => WINDOWS_1252,
        };
        let marked = encoding_rs::Encoding::for_bom(&bytes);
        let encoding = marked.map_or(said, |(encoding, _)| encoding);
        if encoding == UTF_8 {
            return utf8(bytes);
        }
        if encoding == WINDOWS_1252 && looks_like_utf8(&bytes) {
            let reason = "Die Datei ist in UTF-8 gespeichert, nicht in Windows-1252. Bitte ändern Sie encoding in der Zuordnung.";
            return Err((None, reason.to_owned()));
        }
        let (text, _, faulty) = encoding.decode(&bytes);
        if faulty {
            let reason = format!("Die Datei ist kein Text in {}.", encoding.name());
            return Err((None, reason));
        }
        Ok(text.into_owned())
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, (Option<u64>, String)> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..good).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let reason = "Die Datei ist nicht in UTF-8 gespeichert. Ist es Windows-1252, sagt das encoding in der Zuordnung.";
        (u64::try_from(line).ok(), reason.to_owned())
    })
}

/// No German text in Windows-1252 is by chance one in UTF-8: an umlaut there is followed by a plain letter.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Utf8, Windows1252};

    #[test]
    fn bytes_become_text_or_are_refused_with_their_line() {
        let street = "Straße 5 €".to_owned();
        let western = b"Stra\xDFe 5 \x80".to_vec();
        assert_eq!(Windows1252.read(western.clone()), Ok(street.clone()));
        assert_eq!(Utf8.read(street.clone().into_bytes()), Ok(street.clone()));
        let refused = Utf8.read([b"a\nb\n", western.as_slice()].concat());
        assert_eq!(refused.expect_err("western").0, Some(3));
        let refused = Windows1252.read(street.into_bytes()).expect_err("UTF-8");
        assert!(refused.1.contains("in UTF-8 gespeichert"), "{}", refused.1);
    }

    #[test]
    fn a_byte_order_mark_wins() {
        let marked = "\u{FEFF}Straße".to_owned().into_bytes();
        assert_eq!(Windows1252.read(marked).as_deref(), Ok("\u{FEFF}Straße"));
        let wide: Vec<u8> = "\u{FEFF}Straße"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(Utf8.read(wide).as_deref(), Ok("Straße"));
        let half = vec![0xFF, 0xFE, 0x41];
        assert!(Utf8.read(half).is_err());
    }
}
