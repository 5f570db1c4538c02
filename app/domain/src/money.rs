//! Money in minor units.

use serde::{Deserialize, Serialize};

/// Euro cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Cents(pub i64);

impl std::fmt::Display for Cents {
    /// German form: `1.234,50 €`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        write!(
            f,
            "{sign}{grouped},{:02}\u{a0}€",
            self.0.unsigned_abs() % 100
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Cents;

    #[test]
    fn money_reads_as_in_a_german_letter() {
        for (cents, text) in [
            (0, "0,00\u{a0}€"),
            (123_450, "1.234,50\u{a0}€"),
            (-5, "−0,05\u{a0}€"),
            (100_000_000, "1.000.000,00\u{a0}€"),
        ] {
            assert_eq!(Cents(cents).to_string(), text);
        }
    }
}
