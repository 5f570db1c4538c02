//! What people type as their contact details, and when two spellings mean the same.

use super::ChangeKind;
use crate::Refusal;
use crate::ticket::report::{NOTE_MAX, tidy};
use crate::typed;

/// Most characters of a phone number.
const PHONE_MAX: usize = 40;

/// A phone number as people write it.
///
/// # Errors
/// `PhoneInvalid` for what nobody could dial.
pub fn phone(text: &str) -> Result<String, Refusal> {
    let number = typed::line(text);
    let allowed = |c: char| c.is_ascii_digit() || " +-/()".contains(c);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if number.len() <= PHONE_MAX && number.chars().all(allowed) && (6..=20).contains(&digits) {
        Ok(number)
    } else {
        Err(Refusal::PhoneInvalid)
    }
}

/// The reason of a rejection, which the resident reads.
///
/// # Errors
/// `ReasonMissing` for an empty one, `TextTooLong`.
pub fn reason(text: &str) -> Result<String, Refusal> {
    let reason = tidy(text, NOTE_MAX)?;
    if reason.is_empty() {
        Err(Refusal::ReasonMissing)
    } else {
        Ok(reason)
    }
}

/// Whether two spellings are the same address or number.
pub fn same(kind: ChangeKind, one: &str, other: &str) -> bool {
    match kind {
        ChangeKind::Email => one.trim().to_lowercase() == other.trim().to_lowercase(),
        ChangeKind::Phone => dialled(one) == dialled(other),
        // Only the masked form is kept, and many accounts share one.
        ChangeKind::Bank => false,
    }
}

/// The digits of a number as dialled within Germany.
fn dialled(number: &str) -> String {
    let kept = number.replace("(0)", "");
    let plus = kept.trim_start().starts_with('+');
    let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
    let abroad = if plus {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    match abroad {
        Some(rest) => match rest.strip_prefix("49") {
            Some(home) => format!("0{home}"),
            None => format!("00{rest}"),
        },
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_as_it_is_typed() {
        for (typed, kept) in [
            (" 030 23125 100 ", Ok("030 23125 100")),
            ("+49 (0)30/23125-100", Ok("+49 (0)30/23125-100")),
            ("110", Err(())),
            ("keine", Err(())),
            ("030 23125 ABC", Err(())),
            ("", Err(())),
            ("123456789012345678901", Err(())),
        ] {
            let kept = kept.map(str::to_owned).map_err(|()| Refusal::PhoneInvalid);
            assert_eq!(phone(typed), kept, "{typed}");
        }
    }

    #[test]
    fn a_rejection_owes_its_reason() {
        for (typed, kept) in [
            (
                " Bitte rufen Sie an. ",
                Ok("Bitte rufen Sie an.".to_owned()),
            ),
            (" \n", Err(Refusal::ReasonMissing)),
        ] {
            assert_eq!(reason(typed), kept);
        }
        let long = "x".repeat(301);
        assert_eq!(reason(&long), Err(Refusal::TextTooLong { max: NOTE_MAX }));
    }

    #[test]
    fn one_number_has_many_spellings() {
        for (one, other, wanted) in [
            ("030 23125 100", "+49 30 23125-100", true),
            ("030 23125 100", "0049 (0)30 23125100", true),
            ("+43 1 58800", "0043 158800", true),
            ("030 23125 100", "030 23125 101", false),
            ("+43 30 23125100", "030 23125100", false),
        ] {
            assert_eq!(same(ChangeKind::Phone, one, other), wanted, "{one} {other}");
        }
        assert!(same(
            ChangeKind::Email,
            "Vera@Haus.example",
            "vera@haus.example "
        ));
        assert!(!same(
            ChangeKind::Email,
            "vera@haus.example",
            "jan@haus.example"
        ));
    }
}
