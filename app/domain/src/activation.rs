//! What the letter carries: an access number with a check digit and an activation code with a check character.
//!
//! The number is public and only finds the row; the code is 12 characters of Crockford's base 32, 60 bits, and is
//! stored as a hash. Both are checked for typing mistakes before anything is looked up, so that a slip costs no try.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::macros::{id, text_enum};

id!(LetterId, "One activation letter.");

text_enum! {
    /// What a letter opens: an account, or the way back into one.
    LetterKind { Activation => "aktivierung", Recovery => "wiederherstellung" }
}

/// What is known of a person who may get a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Has an account, also one that was ended or switched off.
    pub account: bool,
    /// Is named in a running contract of an enabled house.
    pub running: bool,
    /// Is named in any contract, also in a past one.
    pub named: bool,
}

/// Which letter a person may get: an account is opened once, and from then on only recovered.
pub const fn letter_for(person: Standing) -> Option<LetterKind> {
    match person {
        Standing {
            account: true,
            named: true,
            ..
        } => Some(LetterKind::Recovery),
        Standing {
            account: false,
            running: true,
            ..
        } => Some(LetterKind::Activation),
        _ => None,
    }
}

text_enum! {
    /// How staff made sure who is on the phone, before they sent a letter that opens an account anew.
    RecoveryCheck { Questions => "fragen", CallBack => "rueckruf", InPerson => "ausweis" }
}

/// The choice of the form.
///
/// # Errors
/// `CheckMissing` where nothing was chosen.
pub fn check_chosen(chosen: &str) -> Result<RecoveryCheck, Refusal> {
    chosen.parse().map_err(|_| Refusal::CheckMissing)
}

/// Wrong tries after which a code is dead (`security.md` 2.3).
pub const TRIES: i64 = 10;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight random digits and a check digit (Luhn), shown as "123 456 789".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccessNumber(String);

impl AccessNumber {
    /// Makes a number of eight random digits.
    pub fn new(digits: [u8; 8]) -> Self {
        let mut text: String = digits
            .iter()
            .map(|digit| char::from(b'0' + digit % 10))
            .collect();
        text.push(luhn(&text));
        Self(text)
    }

    /// Reads what somebody typed; blanks and hyphens do not matter.
    ///
    /// # Errors
    /// `AccessNumberMistyped` where digits are missing or too many, `AccessNumberWrong` where the check digit does not fit.
    pub fn read(typed: &str) -> Result<Self, Refusal> {
        let text: String = typed.chars().filter(|c| !is_gap(*c)).collect();
        if text.len() != 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Refusal::AccessNumberMistyped);
        }
        match text.split_at_checked(8) {
            Some((body, check)) if check.starts_with(luhn(body)) => Ok(Self(text)),
            _ => Err(Refusal::AccessNumberWrong),
        }
    }

    /// The nine digits without gaps.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// "123 456 789".
    pub fn grouped(&self) -> String {
        groups(&self.0, 3)
    }
}

/// Twelve characters of base 32 and a check character, shown as "7KQ4 M2XH 9TRD C".
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode(String);

impl std::fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ActivationCode(…)")
    }
}

impl ActivationCode {
    /// Makes a code of twelve random values, of which five bits each are used.
    pub fn new(random: [u8; 12]) -> Self {
        let mut text: String = random
            .iter()
            .map(|value| letter(u32::from(*value)))
            .collect();
        text.push(check(&text));
        Self(text)
    }

    /// Reads what somebody typed: case, gaps and the look-alikes O, I, L do not matter.
    ///
    /// # Errors
    /// `CodeIncomplete` where characters are missing or too many, `CodeMistyped` where the check character does not fit.
    pub fn read(typed: &str) -> Result<Self, Refusal> {
        let text: String = typed
            .chars()
            .filter(|c| !is_gap(*c))
            .map(unambiguous)
            .collect();
        if text.chars().count() != 13 {
            return Err(Refusal::CodeIncomplete);
        }
        let known = text.bytes().all(|byte| ALPHABET.contains(&byte));
        match text.split_at_checked(12) {
            Some((body, last)) if known && last.starts_with(check(body)) => Ok(Self(text)),
            _ => Err(Refusal::CodeMistyped),
        }
    }

    /// The thirteen characters without gaps: what is hashed.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// "7KQ4 M2XH 9TRD C".
    pub fn grouped(&self) -> String {
        groups(&self.0, 4)
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '.')
}

fn unambiguous(c: char) -> char {
    match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

fn groups(text: &str, size: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars
        .chunks(size)
        .map(|chunk| chunk.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

fn letter(value: u32) -> char {
    char::from(
        usize::try_from(value % 32)
            .ok()
            .and_then(|index| ALPHABET.get(index))
            .copied()
            .unwrap_or(b'0'),
    )
}

/// A position-weighted sum modulo 31, a prime: finds each single slip and each swap of neighbours, but for the
/// one value that the 32nd character shares.
fn check(body: &str) -> char {
    let sum: u32 = (2u32..)
        .zip(body.bytes())
        .map(|(weight, byte)| {
            weight
                * u32::try_from(
                    ALPHABET
                        .iter()
                        .position(|known| *known == byte)
                        .unwrap_or(0),
                )
                .unwrap_or(0)
        })
        .sum();
    letter(sum % 31)
}

/// The check digit of ISO/IEC 7812-1, annex B.
fn luhn(body: &str) -> char {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            let doubled = if place.is_multiple_of(2) {
                digit * 2
            } else {
                digit
            };
            doubled / 10 + doubled % 10
        })
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// Reads number and code of a letter as somebody typed them.
///
/// # Errors
/// What is wrong with either, or with both.
pub fn read(number: &str, code: &str) -> Result<(AccessNumber, ActivationCode), Refusal> {
    match (AccessNumber::read(number), ActivationCode::read(code)) {
        (Ok(number), Ok(code)) => Ok((number, code)),
        (Err(number), Err(code)) => Err(Refusal::Several(vec![number, code])),
        (Err(wrong), _) | (_, Err(wrong)) => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_letter_shows_can_be_typed_back_in_any_dress() {
        let number = AccessNumber::new([4, 7, 1, 1, 0, 8, 1, 5]);
        let code = ActivationCode::new([7, 19, 23, 4, 20, 2, 29, 17, 9, 26, 24, 13]);
        assert_eq!(AccessNumber::read(&number.grouped()).as_ref(), Ok(&number));
        let dressed = format!(
            " {} ",
            code.grouped()
                .to_lowercase()
                .replace('0', "o")
                .replace(' ', "-")
        );
        assert_eq!(
            ActivationCode::read(&dressed).map(|read| read.0),
            Ok(code.0.clone())
        );
        assert_eq!(format!("{code:?}"), "ActivationCode(…)");
    }

    #[test]
    fn an_account_is_opened_once_and_then_recovered() {
        let (open, again) = (Some(LetterKind::Activation), Some(LetterKind::Recovery));
        for (account, running, named, wanted) in [
            (false, true, true, open),
            (false, false, true, None),
            (false, false, false, None),
            (true, true, true, again),
            (true, false, true, again),
            (true, false, false, None),
        ] {
            let person = Standing {
                account,
                running,
                named,
            };
            assert_eq!(letter_for(person), wanted, "{person:?}");
        }
    }

    #[test]
    fn nobody_is_sent_a_recovery_letter_unchecked() {
        assert_eq!(check_chosen("rueckruf"), Ok(RecoveryCheck::CallBack));
        for nothing in ["", "egal"] {
            assert_eq!(check_chosen(nothing), Err(Refusal::CheckMissing));
        }
    }

    #[test]
    fn an_empty_or_short_entry_never_matches() {
        for typed in [
            "",
            " ",
            "-",
            "1",
            "123 456 78",
            "1234567890",
            "abcdefghi",
            "äöüäöüäöü",
        ] {
            assert_eq!(
                AccessNumber::read(typed),
                Err(Refusal::AccessNumberMistyped),
                "{typed:?}"
            );
            assert_eq!(
                ActivationCode::read(typed),
                Err(Refusal::CodeIncomplete),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn a_wrong_digit_is_not_called_a_missing_one() {
        let number = AccessNumber::new([4, 7, 1, 1, 0, 8, 1, 5]);
        let (body, check) = number.as_str().split_at(8);
        let other = if check == "0" { "1" } else { "0" };
        assert_eq!(
            AccessNumber::read(&format!("{body}{other}")),
            Err(Refusal::AccessNumberWrong)
        );
    }

    #[test]
    fn both_faults_of_a_letter_are_named_at_once() {
        let number = AccessNumber::new([1; 8]).grouped();
        let code = ActivationCode::new([7; 12]).grouped();
        let (no_number, no_code) = (Refusal::AccessNumberMistyped, Refusal::CodeIncomplete);
        assert!(read(&number, &code).is_ok());
        assert_eq!(read("", &code), Err(no_number.clone()));
        assert_eq!(read(&number, ""), Err(no_code.clone()));
        assert_eq!(
            read("", ""),
            Err(Refusal::Several(vec![no_number, no_code]))
        );
    }

    #[test]
    fn a_wrong_character_is_not_called_a_missing_one() {
        let mut slipped = ActivationCode::new([7; 12]).grouped();
        let last = if slipped.pop() == Some('A') { 'B' } else { 'A' };
        slipped.push(last);
        for typed in [slipped.as_str(), "äöüäöüäöüäöüä", "7KQ4 M2XH 9TRD U"] {
            assert_eq!(
                ActivationCode::read(typed),
                Err(Refusal::CodeMistyped),
                "{typed:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn a_wrong_digit_is_noticed(digits: [u8; 8], place in 0usize..9, by in 1u32..10) {
            let number = AccessNumber::new(digits);
            let slipped: String = number.0.chars().enumerate()
                .map(|(i, c)| if i == place { char::from_digit((c.to_digit(10).unwrap() + by) % 10, 10).unwrap() } else { c })
                .collect();
            proptest::prop_assert!(AccessNumber::read(&slipped).is_err());
        }

        #[test]
        fn swapped_neighbours_in_a_code_are_noticed(random: [u8; 12], place in 0usize..11) {
            let code = ActivationCode::new(random);
            let mut chars: Vec<char> = code.0.chars().collect();
            chars.swap(place, place + 1);
            let value = |c: char| ALPHABET.iter().position(|known| char::from(*known) == c).unwrap() % 31;
            if value(chars[place]) != value(chars[place + 1]) {
                proptest::prop_assert!(ActivationCode::read(&chars.iter().collect::<String>()).is_err());
            }
        }

        #[test]
        fn anything_typed_is_answered_without_a_panic(typed: String) {
            let _ = (AccessNumber::read(&typed), ActivationCode::read(&typed));
        }
    }
}
