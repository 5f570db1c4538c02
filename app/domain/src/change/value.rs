//! What people type as their contact details, and when two spellings mean the same.

use super::ChangeKind;
use crate::Refusal;
use crate::ticket::report::{NOTE_MAX, tidy};
use crate::typed;

/// Most characters of a phone number.
const PHONE_MAX: usize = 40;

/// Numbers of mobile phones in Germany begin with one of these, and the code has three digits.
const MOBILE: [&str; 3] = ["15", "16", "17"];
/// The four area codes of two digits.
const CITIES: [&str; 4] = ["30", "40", "69", "89"];

/// A phone number in the one form in which it is passed on: "+49 171 1234567".
///
/// # Errors
/// `PhoneInvalid` for what nobody could dial from abroad.
pub fn phone(text: &str) -> Result<String, Refusal> {
    let number = typed::line(text);
    let allowed = |c: char| c.is_ascii_digit() || " +-/()".contains(c);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let fits =
        number.len() <= PHONE_MAX && number.chars().all(allowed) && (6..=20).contains(&digits);
    let dialled = dialled(&number);
    if let Some(abroad) = dialled.strip_prefix("00").filter(|_| fits) {
        return Ok(format!("+{abroad}"));
    }
    let home = dialled.strip_prefix('0').filter(|_| fits);
    home.map(|home| german(home, &number))
        .ok_or(Refusal::PhoneInvalid)
}

/// A German number with a gap behind its area code, as far as the digits or the person tell where that ends.
fn german(home: &str, typed: &str) -> String {
    let begins = |codes: &[&str]| codes.iter().any(|code| home.starts_with(code));
    let code = if begins(&MOBILE) {
        3
    } else if begins(&CITIES) {
        2
    } else {
        typed_code(home, typed)
    };
    match home.split_at_checked(code) {
        Some((code, rest)) if !code.is_empty() && !rest.is_empty() => format!("+49 {code} {rest}"),
        _ => format!("+49 {home}"),
    }
}

/// How many digits of a number somebody typed as its area code; none where they left no gap.
fn typed_code(home: &str, typed: &str) -> usize {
    let groups = typed.split(|c: char| !c.is_ascii_digit());
    let groups = groups.map(|group| group.trim_start_matches('0'));
    let codes = groups.filter(|group| home.starts_with(group) && (2..=5).contains(&group.len()));
    // The country's own digits may begin an area code as well: "+49 4941".
    codes.map(str::len).max().unwrap_or_default()
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
    fn a_number_is_passed_on_in_one_form() {
        for (typed, kept) in [
            (" 030 23125 100 ", Ok("+49 30 23125100")),
            ("+49 (0)30/23125-100", Ok("+49 30 23125100")),
            ("0049 (171) 1234-567", Ok("+49 171 1234567")),
            ("01711234567", Ok("+49 171 1234567")),
            ("03981 / 12 34 56", Ok("+49 3981 123456")),
            ("+49 3981 123456", Ok("+49 3981 123456")),
            ("+49 4941 123456", Ok("+49 4941 123456")),
            ("03981123456", Ok("+49 3981123456")),
            ("0043 1 58800", Ok("+43158800")),
            ("+43 1 58800", Ok("+43158800")),
            ("23125 100", Err(())),
            ("110", Err(())),
            ("keine", Err(())),
            ("030 23125 ABC", Err(())),
            ("", Err(())),
            ("123456789012345678901", Err(())),
        ] {
            let kept = kept.map(str::to_owned).map_err(|()| Refusal::PhoneInvalid);
            assert_eq!(phone(typed), kept, "{typed}");
            if let Ok(kept) = kept {
                assert_eq!(phone(&kept), Ok(kept.clone()), "once is enough");
                assert!(same(ChangeKind::Phone, typed, &kept), "{typed}");
            }
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
