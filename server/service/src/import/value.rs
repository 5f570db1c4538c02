//! Reads single cells: words, dates, money, areas, addresses. Each error is the sentence of the report.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use domain::Cents;
use domain::change::MANDATE_MAX;
use domain::iban::Iban;

use super::sheet::shown;

/// Most characters of a cell; the longest in practice is a street with its house name.
const LONGEST: usize = 200;
/// More than any monthly amount or deposit: one million euros.
const MOST_CENTS: i64 = 100_000_000;
/// One square kilometre in hundredths of a square metre.
const MOST_AREA: i64 = 100_000_000;
/// More than any unit consumes in a time: a billion of its measure, in thousandths.
pub(super) const MOST_AMOUNT: i64 = 1_000_000_000_000;
/// Of a field that must be filled.
pub(super) const EMPTY: &str = "Das Feld darf nicht leer sein.";
/// What stands for the hidden part of an account.
const HIDDEN: char = '•';

/// One line of text.
pub(super) fn text(cell: &str) -> Result<String, String> {
    if cell.chars().any(char::is_control) {
        Err("Das Feld enthält einen Zeilenumbruch oder ein Steuerzeichen.".to_owned())
    } else if cell.chars().count() > LONGEST {
        Err(format!("Das Feld ist länger als {LONGEST} Zeichen."))
    } else {
        Ok(cell.to_owned())
    }
}

/// A key of the ERP; `|` joins several of them.
pub(super) fn reference(cell: &str) -> Result<String, String> {
    if cell.contains('|') {
        Err("Eine Referenz darf kein „|“ enthalten.".to_owned())
    } else {
        text(cell)
    }
}

/// Several keys, each once, sorted: who stands first in a contract means nothing.
pub(super) fn references(cell: &str) -> Result<Vec<String>, String> {
    let mut read: Vec<String> = Vec::new();
    for key in cell.split('|').map(str::trim).filter(|key| !key.is_empty()) {
        let key = reference(key)?;
        if read.contains(&key) {
            return Err(format!("„{}“ steht zweimal in diesem Feld.", shown(&key)));
        }
        read.push(key);
    }
    read.sort();
    if read.is_empty() {
        Err("Der Vertrag nennt keine Person.".to_owned())
    } else {
        Ok(read)
    }
}

/// One of the words of an enum.
pub(super) fn word<T: FromStr + Copy + std::fmt::Display>(
    all: &[T],
) -> impl Fn(&str) -> Result<T, String> {
    let choice = all
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    move |cell| {
        cell.parse().map_err(|_| {
            format!(
                "„{}“ ist nicht möglich. Möglich sind: {choice}.",
                shown(cell)
            )
        })
    }
}

/// `2026-04-09` or `09.04.2026`.
pub(super) fn date(cell: &str) -> Result<NaiveDate, String> {
    let wrong = || {
        format!(
            "„{}“ ist kein Datum. Beispiele: 2024-06-01 oder 01.06.2024.",
            shown(cell)
        )
    };
    let digits = cell
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'));
    let parts: Vec<&str> = cell
        .split(if cell.contains('.') { '.' } else { '-' })
        .collect();
    let [first, month, last] = parts.as_slice() else {
        return Err(wrong());
    };
    let (year, day) = if cell.contains('.') {
        (last, first)
    } else {
        (first, last)
    };
    let read = (digits && year.len() == 4 && month.len() <= 2 && day.len() <= 2)
        .then(|| {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        })
        .flatten();
    match read {
        Some(date) if near(date).is_ok() => Ok(date),
        _ => Err(wrong()),
    }
}

/// A day that people live to see or have seen.
pub(super) fn near(day: NaiveDate) -> Result<NaiveDate, String> {
    if (1900..=2200).contains(&day.year()) {
        Ok(day)
    } else {
        Err("Dieses Jahr ist nicht möglich.".to_owned())
    }
}

/// `1.234,50` or `1234.50`, with or without the euro sign.
pub(super) fn money(cell: &str) -> Result<Cents, String> {
    let bare = cell.trim_end_matches('€').trim_end_matches("EUR").trim();
    match hundredths(bare) {
        Some(cents) if cents <= MOST_CENTS => Ok(Cents(cents)),
        _ => Err(format!(
            "„{}“ ist kein Betrag. Beispiele: 1.234,50 oder 1234.50.",
            shown(cell)
        )),
    }
}

/// As [`money`], of either sign.
pub(super) fn amount(cell: &str) -> Result<Cents, String> {
    match cell.strip_prefix(['-', '−']) {
        Some(rest) => money(rest.trim()).map(|Cents(cents)| Cents(-cents)),
        None => money(cell),
    }
}

/// An amount that a contract can have, of either sign.
pub(super) fn within(Cents(cents): Cents) -> Result<Cents, String> {
    if cents.unsigned_abs() <= MOST_CENTS.unsigned_abs() {
        Ok(Cents(cents))
    } else {
        Err("Der Betrag ist größer als eine Million Euro.".to_owned())
    }
}

/// `1.234,567`, in thousandths.
pub(super) fn thousandths(cell: &str) -> Result<i64, String> {
    let wrong = || format!("„{}“ ist kein Verbrauch. Beispiel: 1234,567.", shown(cell));
    let (whole, decimals) = cell.split_once(',').unwrap_or((cell, "0"));
    let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let whole = ungrouped(whole, '.').filter(|whole| !whole.is_empty() && plain(whole));
    if decimals.is_empty() || decimals.len() > 3 || !plain(decimals) {
        return Err(wrong());
    }
    let read = whole
        .and_then(|whole| format!("{whole}{decimals:0<3}").parse().ok())
        .filter(|amount| *amount <= MOST_AMOUNT);
    read.ok_or_else(wrong)
}

/// `ja` or `nein`.
pub(super) fn yes_or_no(cell: &str) -> Result<bool, String> {
    match cell {
        "ja" | "1" | "true" => Ok(true),
        "nein" | "0" | "false" => Ok(false),
        _ => Err(format!(
            "„{}“ ist nicht möglich. Möglich sind: ja, nein.",
            shown(cell)
        )),
    }
}

/// The word of [`yes_or_no`].
pub(super) fn said(yes: bool) -> String {
    if yes { "ja" } else { "nein" }.to_owned()
}

/// The ERP's count of changes.
pub(super) fn revision(cell: &str) -> Result<i64, String> {
    let read = cell.parse().ok().filter(|revision| *revision >= 0);
    read.ok_or_else(|| {
        format!(
            "„{}“ ist keine Revision: eine ganze Zahl ab 0.",
            shown(cell)
        )
    })
}

/// An account, masked; one that is masked already stays so.
pub(super) fn iban(cell: &str) -> Result<String, String> {
    if cell.contains(HIDDEN) && cell.chars().count() <= 42 {
        return text(cell);
    }
    let read: Result<Iban, _> = cell.parse();
    read.map(|iban| iban.masked())
        .map_err(|_| "Diese IBAN stimmt nicht.".to_owned())
}

/// The reference of a mandate.
pub(super) fn mandate(cell: &str) -> Result<String, String> {
    if cell.chars().count() > MANDATE_MAX {
        return Err(format!("Das Feld ist länger als {MANDATE_MAX} Zeichen."));
    }
    text(cell)
}

/// Whether a number of hundredths of a square metre is a floor area.
pub(super) fn is_area(area: i64) -> bool {
    (1..=MOST_AREA).contains(&area)
}

/// `63,5` square metres, in hundredths.
pub(super) fn area(cell: &str) -> Result<i64, String> {
    let bare = cell.trim_end_matches("m²").trim();
    match hundredths(bare) {
        Some(area) if (1..=MOST_AREA).contains(&area) => Ok(area),
        _ => Err(format!(
            "„{}“ ist keine Fläche in m². Beispiel: 63,5.",
            shown(cell)
        )),
    }
}

/// An e-mail address in its one spelling.
pub(super) fn email(cell: &str) -> Result<String, String> {
    domain::account::email(cell).map_err(|_| format!("„{}“ ist keine E-Mail-Adresse.", shown(cell)))
}

/// A phone number as people write it.
pub(super) fn phone(cell: &str) -> Result<String, String> {
    let allowed = |c: char| c.is_ascii_digit() || " +-/()".contains(c);
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    if cell.chars().all(allowed) && (3..=20).contains(&digits) {
        Ok(cell.to_owned())
    } else {
        Err(format!(
            "„{}“ ist keine Telefonnummer. Beispiel: 030 23125 100.",
            shown(cell)
        ))
    }
}

/// Five digits, as the houses of a German manager have.
pub(super) fn postal_code(cell: &str) -> Result<String, String> {
    if cell.len() == 5 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(cell.to_owned())
    } else {
        Err(format!(
            "„{}“ ist keine Postleitzahl. Sie hat fünf Ziffern.",
            shown(cell)
        ))
    }
}

/// A postal code of any country: the countries people write from have a digit in theirs.
pub(super) fn any_postal_code(cell: &str) -> Result<String, String> {
    if cell.chars().any(|c| c.is_ascii_digit()) {
        text(cell)
    } else {
        Err(format!(
            "„{}“ ist keine Postleitzahl. In Deutschland hat sie fünf Ziffern, im Ausland mindestens eine.",
            shown(cell)
        ))
    }
}

/// A number with at most two decimals: a comma decides; without one, a point before three digits groups thousands.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (ungrouped(whole, '.')?, decimals),
        None => match text.rsplit_once('.') {
            Some((whole, decimals)) if decimals.len() < 3 && !whole.contains('.') => {
                (whole.to_owned(), decimals)
            }
            _ => (ungrouped(text, '.')?, "0"),
        },
    };
    let plain =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(&whole) || !plain(decimals) || decimals.len() > 2 {
        return None;
    }
    let parts: i64 = decimals.parse().ok()?;
    let parts = if decimals.len() == 1 {
        parts * 10
    } else {
        parts
    };
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(parts)
}

/// `1.234.567` without the marks between its groups of three.
pub(crate) fn ungrouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let mut digits = groups.next()?.to_owned();
    for group in groups {
        if group.chars().count() != 3 || digits.is_empty() {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_in_both_spellings() {
        for (cell, cents) in [
            ("1.234,50", Some(123_450)),
            ("1234.50", Some(123_450)),
            ("1234", Some(123_400)),
            ("1.234", Some(123_400)),
            ("0", Some(0)),
            ("812,5", Some(81_250)),
            ("812,50 €", Some(81_250)),
            ("-5", None),
            ("12,345", None),
            ("1.23.4", None),
            ("1,234.50", None),
            (",50", None),
            ("12,", None),
            ("zwölf", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(money(cell).ok().map(|money| money.0), cents, "{cell:?}");
        }
    }

    #[test]
    fn dates_are_read_in_both_spellings() {
        for (cell, day) in [
            ("2024-06-01", Some((2024, 6, 1))),
            ("01.06.2024", Some((2024, 6, 1))),
            ("1.6.2024", Some((2024, 6, 1))),
            ("29.02.2023", None),
            ("01.06.24", None),
            ("2024-6", None),
            ("+024-06-01", None),
            ("0001-01-01", None),
            ("morgen", None),
        ] {
            let wanted = day.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
            assert_eq!(date(cell).ok(), wanted, "{cell:?}");
        }
    }

    #[test]
    fn several_persons_are_named_once_each() {
        assert_eq!(
            references("P2 | P1"),
            Ok(vec!["P1".to_owned(), "P2".to_owned()])
        );
        assert!(references("P1|P1").is_err() && references(" | ").is_err());
    }

    #[test]
    fn areas_and_numbers_have_their_bounds() {
        assert_eq!(area("63,5"), Ok(6350));
        assert!(area("0").is_err() && area("63 qm").is_err());
        assert!(phone("030 23125 100").is_ok() && phone("Klingeln").is_err());
        assert!(postal_code("10115").is_ok() && postal_code("1011").is_err());
        for abroad in ["10115", "1010", "SW1A 1AA", "L-1234"] {
            assert_eq!(any_postal_code(abroad), Ok(abroad.to_owned()));
        }
        assert!(any_postal_code("ABC").is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_cell_panics(cell in "\\PC*|[0-9.,-]{0,30}") {
            let _ = (money(&cell), date(&cell), area(&cell), email(&cell), phone(&cell), references(&cell), text(&cell));
        }
    }
}
