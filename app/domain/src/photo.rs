//! Photos as browser and server see them: the limits, the sentences of refusal and a clean file name.

mod kind;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use kind::{Kind, Stranger, kind};

/// Photos one message or report may carry.
pub const MAX_PHOTOS: u32 = 6;
/// Bytes one original may have (10 MiB).
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// Pixels the longer side of an original may have.
pub const MAX_SIDE: u32 = 12_000;
/// Pixels an original may have: a "50 megapixel" phone makes up to 8192 x 6144, so 50 x 1024 x 1024.
pub const MAX_PIXELS: u64 = 50 * 1024 * 1024;
/// Longer side, in pixels, of the photo that is kept.
pub const PHOTO_EDGE: u32 = 2560;
/// Longer side, in pixels, of the small picture for lists.
pub const THUMB_EDGE: u32 = 400;
/// Characters a file name keeps.
pub const MAX_NAME: usize = 120;
/// The `accept` attribute of the file field; an iPhone turns HEIC into JPEG when HEIC is not in it.
pub const ACCEPT: &str = "image/jpeg,image/png,image/webp";

const SUFFIX_MAX: usize = 8;

/// Why a photo is not taken: what happened, and what the person can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum PhotoRefusal {
    /// More photos than one message may carry.
    #[error(
        "Das sind {count} Fotos. Möglich sind höchstens {MAX_PHOTOS}. Bitte entfernen Sie einige."
    )]
    TooMany { count: u32 },
    /// More bytes than [`MAX_BYTES`]; `mib` is rounded up.
    #[error(
        "„{name}“ ist zu groß ({mib} MB). Ein Foto darf höchstens 10 MB haben. Bitte wählen Sie ein kleineres."
    )]
    TooLarge { name: String, mib: u32 },
    /// The longer side or the number of pixels is over the limit.
    #[error(
        "„{name}“ hat zu viele Bildpunkte ({width} × {height}). Bitte nehmen Sie das Foto mit normaler Auflösung auf oder verkleinern Sie es."
    )]
    TooManyPixels {
        name: String,
        width: u32,
        height: u32,
    },
    /// Neither JPEG nor PNG nor WebP, whatever the name says.
    #[error("„{name}“ ist kein Foto, das wir lesen können. Möglich sind JPEG, PNG und WebP.")]
    NotAPhoto { name: String },
    /// HEIC or AVIF, which phones make and the server does not read.
    #[error(
        "„{name}“ hat das Format HEIC oder AVIF. Das können wir nicht lesen. Stellen Sie am iPhone unter Einstellungen › Kamera › Formate „Maximale Kompatibilität“ ein und nehmen Sie das Foto neu auf. Oder wandeln Sie es in JPEG um."
    )]
    Heic { name: String },
    /// The file breaks off, contradicts itself or is built to overload the reader.
    #[error(
        "„{name}“ ist beschädigt oder unvollständig. Bitte wählen Sie das Foto noch einmal aus oder nehmen Sie ein neues auf."
    )]
    Damaged { name: String },
}

/// Refuses more than [`MAX_PHOTOS`] photos in one message.
pub fn check_count(count: u32) -> Result<(), PhotoRefusal> {
    if count > MAX_PHOTOS {
        Err(PhotoRefusal::TooMany { count })
    } else {
        Ok(())
    }
}

/// Refuses an original of more than [`MAX_BYTES`]; the browser asks this before it sends.
pub fn check_size(name: &str, bytes: u64) -> Result<(), PhotoRefusal> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    let mib = u32::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
    Err(PhotoRefusal::TooLarge {
        name: clean_name(name),
        mib,
    })
}

/// The last part of a path without control and direction characters, at most [`MAX_NAME`] characters, its ending kept.
///
/// Never empty: a name of which nothing is left becomes "Foto".
pub fn clean_name(raw: &str) -> String {
    let last = raw
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default();
    let visible: String = last.chars().filter(|c| !hidden(*c)).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let name = words.join(" ");
    let name = name
        .trim_start_matches(['.', ' '])
        .trim_end_matches(['.', ' ']);
    if name.is_empty() {
        "Foto".to_owned()
    } else {
        shorten(name)
    }
}

/// Control characters, and those that turn the direction of writing or take no room ("gpj.exe" must not show as "exe.jpg").
fn hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let suffix = name
        .rfind('.')
        .map(|dot| &name[dot..])
        .filter(|s| s.chars().count() <= SUFFIX_MAX)
        .unwrap_or_default();
    let stem = name.chars().take(MAX_NAME - 1 - suffix.chars().count());
    stem.chain(['…']).chain(suffix.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_loses_its_path_and_its_tricks() {
        for (raw, clean) in [
            ("IMG_0001.jpg", "IMG_0001.jpg"),
            ("C:\\fakepath\\Küche links.png", "Küche links.png"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x=1.jpg", "a Set-Cookie: x=1.jpg"),
            ("foto\u{202E}gpj.exe", "fotogpj.exe"),
            (".htaccess", "htaccess"),
            ("\0\u{7}", "Foto"),
            ("bilder/", "bilder"),
            ("..", "Foto"),
            ("", "Foto"),
        ] {
            assert_eq!(clean_name(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let clean = clean_name(&format!("{}.jpeg", "ä".repeat(300)));
        assert_eq!(clean.chars().count(), MAX_NAME);
        assert!(clean.ends_with("ä….jpeg"), "{clean}");
    }

    #[test]
    fn size_and_count_are_refused_with_words() {
        assert_eq!(check_size("a.jpg", MAX_BYTES), Ok(()));
        let refusal = check_size("a.jpg", MAX_BYTES + 1).unwrap_err().to_string();
        assert_eq!(
            refusal,
            "„a.jpg“ ist zu groß (11 MB). Ein Foto darf höchstens 10 MB haben. Bitte wählen Sie ein kleineres."
        );
        assert_eq!(check_count(MAX_PHOTOS), Ok(()));
        assert!(
            check_count(7)
                .unwrap_err()
                .to_string()
                .contains("höchstens 6")
        );
    }

    proptest! {
        #[test]
        fn any_name_becomes_harmless(raw in "\\PC*|.*") {
            let clean = clean_name(&raw);
            prop_assert!(!clean.is_empty() && clean.chars().count() <= MAX_NAME);
            prop_assert!(!clean.contains(['/', '\\']) && !clean.contains(char::is_control));
            prop_assert_eq!(clean_name(&clean), clean.clone());
        }
    }
}
