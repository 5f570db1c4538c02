//! The second factor of sign-in: what a code looks like, and which of an app's codes may count.

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// Seconds an app shows one code (RFC 6238).
pub const STEP_SECONDS: i64 = 30;
/// Steps a clock may be wrong, either way.
pub const DRIFT: i64 = 1;
/// Minutes between the password and the code at sign-in.
pub const SIGN_IN_MINUTES: i64 = 10;
/// Tries of a code per sign-in.
pub const SIGN_IN_TRIES: i64 = 5;
/// Minutes in which an app that was shown its secret has to prove it.
pub const ENROL_MINUTES: i64 = 30;
/// Codes on paper per account.
pub const RECOVERY_CODES: u8 = 10;
/// Characters of a code on paper.
const RECOVERY_CHARS: usize = 16;
/// The letters of secrets and codes on paper (RFC 4648), which leave out what looks like another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A code as somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondCode {
    /// Six digits of the app.
    App(u32),
    /// A code on paper, in its one spelling.
    Paper(String),
}

/// How the second factor of an account stands, for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorView {
    /// Sign-in asks for a code.
    pub on: bool,
    /// Codes on paper that are not used yet.
    pub recovery_left: i64,
    /// New codes on paper, in groups, that do not count yet.
    pub fresh: Vec<String>,
    /// Staff must have one before they can work.
    pub required: bool,
    /// Begun and not proved yet.
    pub enrolment: Option<Enrolment>,
}

/// What the app has to learn, shown until it has proved that it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The secret in groups, to be typed.
    pub secret: String,
    /// The dark squares of the QR code, as the path of a drawing.
    pub qr: String,
    /// Squares per side.
    pub side: usize,
    /// The codes on paper, in groups.
    pub recovery: Vec<String>,
}

impl SecondCode {
    /// Reads what was typed; gaps, dashes and case do not matter.
    ///
    /// # Errors
    /// `SecondCodeWrong` for what can be neither kind.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–'))
            .map(|c| c.to_ascii_uppercase())
            .take(RECOVERY_CHARS + 1)
            .collect();
        if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit()) {
            return plain
                .parse()
                .map(Self::App)
                .map_err(|_| Refusal::SecondCodeWrong);
        }
        if plain.len() == RECOVERY_CHARS && plain.bytes().all(|b| ALPHABET.contains(&b)) {
            return Ok(Self::Paper(plain));
        }
        Err(Refusal::SecondCodeWrong)
    }
}

/// The step of an instant, in seconds since 1970.
pub const fn step(seconds: i64) -> i64 {
    seconds.div_euclid(STEP_SECONDS)
}

/// The steps whose code may count at an instant: one of drift either way, and none that counted before.
pub fn open_steps(seconds: i64, last: i64) -> impl Iterator<Item = i64> {
    let now = step(seconds);
    (now - DRIFT..=now + DRIFT).filter(move |step| *step > last)
}

/// Bytes as letters an app understands (RFC 4648 without padding).
pub fn base32(bytes: &[u8]) -> String {
    let (mut text, mut kept, mut bits) = (String::new(), 0_u32, 0_u32);
    for byte in bytes {
        kept = (kept << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(kept >> bits));
        }
    }
    if bits > 0 {
        text.push(letter(kept << (5 - bits)));
    }
    text
}

fn letter(value: u32) -> char {
    char::from(ALPHABET[(value & 31) as usize])
}

/// The same in groups of four, to be read and typed.
pub fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let paper = SecondCode::Paper("ABCDEFGHIJKL2345".to_owned());
        for (text, wanted) in [
            ("123456", Some(SecondCode::App(123_456))),
            (" 000 042 ", Some(SecondCode::App(42))),
            ("abcd efgh-ijkl 2345", Some(paper)),
            ("12345", None),
            ("1234567", None),
            ("12345a", None),
            ("ABCDEFGHIJKL2341", None),
            ("ABCDEFGHIJKL23456", None),
            ("ＡＢ", None),
            ("", None),
        ] {
            assert_eq!(SecondCode::read(text).ok(), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_step_counts_once_and_with_one_of_drift() {
        for (seconds, last, wanted) in [
            (59, -1, vec![0, 1, 2]),
            (60, -1, vec![1, 2, 3]),
            (60, 2, vec![3]),
            (60, 3, vec![]),
        ] {
            let steps: Vec<i64> = open_steps(seconds, last).collect();
            assert_eq!(steps, wanted, "{seconds}, {last}");
        }
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, wanted) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foobar", "MZXW6YTBOI"),
            ("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), wanted, "{bytes}");
        }
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
