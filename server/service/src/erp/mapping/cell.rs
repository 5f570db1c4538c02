//! Days and numbers in foreign spellings, one cell at a time. Each error is the sentence of the report.

use std::fmt::Write as _;

use chrono::format::{Item, StrftimeItems};
use chrono::{NaiveDate, NaiveTime};

use super::Shape;
use crate::import::{shown, ungrouped};

/// Columns that hold numbers; days are known by their names.
const NUMBERS: [&str; 6] = [
    "area",
    "rent",
    "operating_costs",
    "heating_costs",
    "deposit",
    "amount",
];

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    Number,
}

impl Kind {
    pub(super) fn of(column: &str) -> Self {
        if column.ends_with("_on") || column.starts_with("valid_") {
            Self::Day
        } else if NUMBERS.contains(&column) {
            Self::Number
        } else {
            Self::Text
        }
    }

    /// The cell in our spelling; `None` where it stays as it is.
    pub(super) fn read(self, shape: &Shape, cell: &str) -> Result<Option<String>, String> {
        match (self, shape.decimal) {
            (_, _) if cell.is_empty() => Ok(None),
            (Self::Day, _) if !shape.dates.is_empty() => day(&shape.dates, cell).map(Some),
            (Self::Number, Some(decimal)) => number(decimal, shape.thousands, cell).map(Some),
            _ => Ok(None),
        }
    }
}

fn day(patterns: &[String], cell: &str) -> Result<String, String> {
    let read = |pattern: &String| NaiveDate::parse_from_str(cell, pattern).ok();
    patterns
        .iter()
        .find_map(read)
        .map(|day| day.to_string())
        .ok_or_else(|| {
            let examples: Vec<String> = patterns.iter().filter_map(|one| example(one)).collect();
            format!(
                "„{}“ ist kein Datum. Die Zuordnung erwartet eines wie {}.",
                shown(cell),
                examples.join(" oder ")
            )
        })
}

/// Whether a pattern reads the days it writes.
pub(super) fn is_pattern(pattern: &str) -> bool {
    let known = StrftimeItems::new(pattern).all(|item| item != Item::Error);
    let read = |text: String| NaiveDate::parse_from_str(&text, pattern).ok();
    known && example(pattern).and_then(read) == NaiveDate::from_ymd_opt(2024, 6, 1)
}

/// 1 June 2024 in a pattern; nothing for one that needs more than a moment.
fn example(pattern: &str) -> Option<String> {
    let day = NaiveDate::from_ymd_opt(2024, 6, 1)?.and_time(NaiveTime::MIN);
    let mut text = String::new();
    write!(text, "{}", day.format(pattern)).ok()?;
    Some(text)
}

/// With a comma before the decimals, which our own files never take for a mark of thousands.
fn number(decimal: char, thousands: Option<char>, cell: &str) -> Result<String, String> {
    let wrong = || {
        let mark = thousands.map(String::from).unwrap_or_default();
        format!(
            "„{}“ ist keine Zahl. Die Zuordnung erwartet eine wie 1{mark}234{decimal}50.",
            shown(cell)
        )
    };
    let bare = ["€", "EUR", "m²"]
        .iter()
        .fold(cell, |cell, unit| cell.trim_end_matches(unit).trim());
    let (minus, bare) = match (bare.strip_prefix('-'), bare.strip_suffix('-')) {
        (Some(bare), None) | (None, Some(bare)) => ("-", bare.trim()),
        _ => ("", bare),
    };
    let (whole, decimals) = match bare.split_once(decimal) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (bare, None),
    };
    let whole = match thousands {
        Some(mark) => ungrouped(whole, mark),
        None => Some(whole.to_owned()),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (whole.filter(|whole| digits(whole)), decimals) {
        (Some(whole), None) => Ok(format!("{minus}{whole}")),
        (Some(whole), Some(decimals)) if digits(decimals) => {
            Ok(format!("{minus}{whole},{decimals}"))
        }
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_the_named_marks() {
        for (decimal, thousands, cell, wanted) in [
            (',', Some('.'), "1.234,50 €", Some("1234,50")),
            (',', Some('.'), "1.234.567", Some("1234567")),
            (',', Some('.'), "812,5", Some("812,5")),
            (',', Some('.'), "1.23,5", None),
            (',', None, "1.234,50", None),
            ('.', Some(','), "1,234.50", Some("1234,50")),
            ('.', None, "1.234", Some("1,234")),
            ('.', Some('\''), "1'234.50", Some("1234,50")),
            (',', Some(' '), "1 234,50 EUR", Some("1234,50")),
            (',', Some('.'), "-12,50", Some("-12,50")),
            (',', Some('.'), "12,50-", Some("-12,50")),
            (',', Some('.'), "12,", None),
            (',', Some('.'), ",50", None),
            (',', Some('.'), "zwölf", None),
        ] {
            let read = number(decimal, thousands, cell);
            assert_eq!(read.ok().as_deref(), wanted, "{cell:?}");
        }
    }

    #[test]
    fn days_are_read_by_the_first_pattern_that_fits() {
        let patterns = ["%d.%m.%y".to_owned(), "%Y%m%d".to_owned()];
        for (cell, wanted) in [
            ("01.06.24", Some("2024-06-01")),
            ("20240601", Some("2024-06-01")),
            ("01.06.2024", None),
            ("31.02.24", None),
        ] {
            assert_eq!(day(&patterns, cell).ok().as_deref(), wanted, "{cell:?}");
        }
        let said = day(&patterns, "morgen").expect_err("no day");
        assert!(said.contains("wie 01.06.24 oder 20240601"), "{said}");
    }

    #[test]
    fn a_pattern_names_day_month_and_year() {
        for good in ["%d.%m.%Y", "%d.%m.%Y %H:%M:%S", "%Y%m%d", "%m/%d/%y"] {
            assert!(is_pattern(good), "{good}");
        }
        for bad in ["", "%d.%m.", "TT.MM.JJJJ", "%Q"] {
            assert!(!is_pattern(bad), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_cell_panics(cell in "\\PC*|[0-9.,'-]{0,30}") {
            let _ = (number(',', Some('.'), &cell), day(&["%d.%m.%Y".to_owned()], &cell));
        }
    }
}
