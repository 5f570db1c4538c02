//! Bank accounts by their IBAN: what was mistyped is found before anybody transfers money to it.
//!
//! The check is ISO 13616 (mod 97); the lengths are those of the SEPA countries in the IBAN registry of SWIFT.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// Why it is no IBAN, in the sentence the person reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IbanRefusal {
    /// No IBAN was given.
    #[error("Bitte geben Sie die IBAN ein. Sie steht auf Ihrer Bankkarte.")]
    Missing,
    /// Something else than letters and digits.
    #[error(
        "Eine IBAN besteht nur aus Buchstaben und Ziffern. Bitte lassen Sie andere Zeichen weg."
    )]
    Letters,
    /// Begins with no country of SEPA.
    #[error(
        "Die IBAN beginnt mit zwei Buchstaben für ein Land im SEPA-Raum, zum Beispiel DE. Bitte prüfen Sie den Anfang."
    )]
    Country,
    /// Too short or too long for its country.
    #[error(
        "Eine IBAN aus {country} hat {wanted} Zeichen, eingegeben sind {typed}. Bitte vergleichen Sie sie mit Ihrer Bankkarte."
    )]
    Length {
        /// The country's name.
        country: String,
        /// Characters it has.
        wanted: usize,
        /// Characters that were typed.
        typed: usize,
    },
    /// The check digits do not fit.
    #[error(
        "Die Prüfziffer stimmt nicht. Bitte vergleichen Sie die IBAN Ziffer für Ziffer mit Ihrer Bankkarte."
    )]
    Mistyped,
}

/// Length of the IBAN by country: where SEPA direct debits and transfers reach.
const LENGTHS: &[(&str, &str, usize)] = &[
    ("AD", "Andorra", 24),
    ("AT", "Österreich", 20),
    ("BE", "Belgien", 16),
    ("BG", "Bulgarien", 22),
    ("CH", "der Schweiz", 21),
    ("CY", "Zypern", 28),
    ("CZ", "Tschechien", 24),
    ("DE", "Deutschland", 22),
    ("DK", "Dänemark", 18),
    ("EE", "Estland", 20),
    ("ES", "Spanien", 24),
    ("FI", "Finnland", 18),
    ("FR", "Frankreich", 27),
    ("GB", "Großbritannien", 22),
    ("GI", "Gibraltar", 23),
    ("GR", "Griechenland", 27),
    ("HR", "Kroatien", 21),
    ("HU", "Ungarn", 28),
    ("IE", "Irland", 22),
    ("IS", "Island", 26),
    ("IT", "Italien", 27),
    ("LI", "Liechtenstein", 21),
    ("LT", "Litauen", 20),
    ("LU", "Luxemburg", 20),
    ("LV", "Lettland", 21),
    ("MC", "Monaco", 27),
    ("MT", "Malta", 31),
    ("NL", "den Niederlanden", 18),
    ("NO", "Norwegen", 15),
    ("PL", "Polen", 28),
    ("PT", "Portugal", 25),
    ("RO", "Rumänien", 24),
    ("SE", "Schweden", 24),
    ("SI", "Slowenien", 19),
    ("SK", "der Slowakei", 24),
    ("SM", "San Marino", 27),
    ("VA", "der Vatikanstadt", 22),
];

/// An IBAN whose country, length and check digits fit, in capitals without blanks.
#[derive(Clone, PartialEq, Eq)]
pub struct Iban(String);

impl Iban {
    /// All of it, without blanks, for the one who has to enter it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// All of it in groups of four, as it stands on paper.
    pub fn grouped(&self) -> String {
        grouped(&self.0)
    }

    /// Country, check digits and the last two characters: enough to know one's own account, and for nobody else.
    pub fn masked(&self) -> String {
        let hidden = |(place, c): (usize, char)| {
            let shown = place < 4 || place + 2 >= self.0.len();
            if shown { c } else { '•' }
        };
        let signs: String = self.0.chars().enumerate().map(hidden).collect();
        grouped(&signs)
    }
}

/// Nobody finds a whole IBAN in a log.
impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({})", self.masked())
    }
}

impl FromStr for Iban {
    type Err = Refusal;

    /// Reads what people type: blanks and small letters are fine.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let iban: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if iban.is_empty() {
            return Err(IbanRefusal::Missing.into());
        }
        if !iban.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(IbanRefusal::Letters.into());
        }
        let country = iban.get(..2).unwrap_or_default();
        let known = LENGTHS.iter().find(|(code, ..)| *code == country);
        let Some((_, name, length)) = known else {
            return Err(IbanRefusal::Country.into());
        };
        if iban.len() != *length {
            return Err(Refusal::Iban(IbanRefusal::Length {
                country: (*name).to_owned(),
                wanted: *length,
                typed: iban.len(),
            }));
        }
        let checked = iban[2..4].bytes().all(|sign| sign.is_ascii_digit());
        if !checked || remainder(&iban, 4) != 1 {
            return Err(IbanRefusal::Mistyped.into());
        }
        Ok(Self(iban))
    }
}

/// Whether a creditor identifier carries the right check digits; its business code, characters 5 to 7, does not count.
pub fn is_creditor_id(text: &str) -> bool {
    let fits = text.is_ascii() && (8..=35).contains(&text.len());
    if !fits || !text.chars().all(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let (head, rest) = text.split_at(4);
    let counted = format!("{head}{}", &rest[3..]);
    remainder(&counted.to_ascii_uppercase(), 4) == 1
}

/// Remainder by 97 with the first characters moved to the end and A to Z read as 10 to 35.
fn remainder(text: &str, moved: usize) -> u32 {
    let bytes = text.as_bytes();
    let turned = bytes.iter().cycle().skip(moved).take(bytes.len());
    turned.fold(0, |left, sign| match sign {
        b'0'..=b'9' => (left * 10 + u32::from(sign - b'0')) % 97,
        b'A'..=b'Z' => (left * 100 + u32::from(sign - b'A') + 10) % 97,
        _ => left,
    })
}

fn grouped(signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let groups: Vec<String> = signs
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALID: [&str; 6] = [
        "DE89370400440532013000",
        "DE02120300000000202051",
        "DE02500105170137075030",
        "AT611904300234573201",
        "CH9300762011623852957",
        "NL91ABNA0417164300",
    ];

    fn iban(text: &str) -> Result<Iban, Refusal> {
        text.parse()
    }

    #[test]
    fn blanks_and_small_letters_are_fine() {
        for text in VALID {
            assert_eq!(iban(text).unwrap().reveal(), text);
        }
        let typed = iban(" de89 3704 0044\u{a0}0532 0130 00 ").unwrap();
        assert_eq!(typed.reveal(), VALID[0]);
        assert_eq!(typed.grouped(), "DE89 3704 0044 0532 0130 00");
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        for (text, sentence) in [
            (
                "",
                "Bitte geben Sie die IBAN ein. Sie steht auf Ihrer Bankkarte.",
            ),
            (
                "DE8937040044053201300",
                "Eine IBAN aus Deutschland hat 22 Zeichen, eingegeben sind 21. Bitte vergleichen Sie sie mit Ihrer Bankkarte.",
            ),
            (
                "DE89370400440532013001",
                "Die Prüfziffer stimmt nicht. Bitte vergleichen Sie die IBAN Ziffer für Ziffer mit Ihrer Bankkarte.",
            ),
            (
                "US89370400440532013000",
                "Die IBAN beginnt mit zwei Buchstaben für ein Land im SEPA-Raum, zum Beispiel DE. Bitte prüfen Sie den Anfang.",
            ),
            (
                "DE89-3704-0044",
                "Eine IBAN besteht nur aus Buchstaben und Ziffern. Bitte lassen Sie andere Zeichen weg.",
            ),
        ] {
            assert_eq!(iban(text).unwrap_err().to_string(), sentence, "{text}");
        }
    }

    #[test]
    fn every_wrong_digit_and_every_swap_is_found() {
        for text in VALID {
            let signs: Vec<char> = text.chars().collect();
            let digit = |place: usize| signs[place].is_ascii_digit();
            for place in (2..signs.len()).filter(|place| digit(*place)) {
                for digit in '0'..='9' {
                    let mut wrong = signs.clone();
                    wrong[place] = digit;
                    let wrong: String = wrong.into_iter().collect();
                    assert_eq!(iban(&wrong).is_ok(), wrong == text, "{wrong}");
                }
                if !digit(place - 1) {
                    continue;
                }
                let mut swapped = signs.clone();
                swapped.swap(place - 1, place);
                let swapped: String = swapped.into_iter().collect();
                assert_eq!(iban(&swapped).is_ok(), swapped == text, "{swapped}");
            }
        }
    }

    #[test]
    fn a_masked_one_names_the_account_to_its_owner_only() {
        let masked = iban(VALID[0]).unwrap().masked();
        assert_eq!(masked, "DE89 •••• •••• •••• •••• 00");
        let shown = format!("{:?}", iban(VALID[0]).unwrap());
        assert_eq!(shown, "Iban(DE89 •••• •••• •••• •••• 00)");
    }

    #[test]
    fn a_creditor_has_check_digits_too() {
        for (text, fits) in [
            ("DE98ZZZ09999999999", true),
            ("DE98ABC09999999999", true),
            ("DE97ZZZ09999999999", false),
            ("DE98", false),
            ("", false),
        ] {
            assert_eq!(is_creditor_id(text), fits, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_answered(text in "\\PC{0,40}") {
            if let Ok(found) = iban(&text) {
                proptest::prop_assert_eq!(iban(&found.grouped()), Ok(found));
            }
        }
    }
}
