//! Reads the mapping file key by key, so that each fault has its line and its sentence.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::cell::is_pattern;
use super::encoding::Encoding;
use super::{Mapping, Origin, Shape, TableMapping};
use crate::import::{self, Report, shown};

/// What may be said of all files, and of each.
const SHAPE: [&str; 6] = [
    "encoding",
    "delimiter",
    "quote",
    "dates",
    "decimal",
    "thousands",
];
/// What may be said of one file besides.
const TABLE: [&str; 4] = ["file", "columns", "words", "ignore"];
const EXTENSION: &str = ".csv";

type Value<'t> = Spanned<DeValue<'t>>;

/// The mapping that a text describes.
pub(super) fn parse(name: &str, text: &str) -> Result<Mapping, Report> {
    let mut reader = Reader {
        name,
        text,
        report: Report::default(),
    };
    let mapping = reader.mapping();
    let mut report = reader.report;
    if report.is_empty() {
        return Ok(mapping);
    }
    report.problems.sort_by_key(|problem| problem.line);
    Err(report)
}

/// A text and what is wrong with it.
struct Reader<'t> {
    name: &'t str,
    text: &'t str,
    report: Report,
}

impl<'t> Reader<'t> {
    fn mapping(&mut self) -> Mapping {
        let parsed = match DeTable::parse(self.text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let reason = format!("Das ist kein gültiges TOML ({}).", error.message());
                self.fault(at, reason);
                return Mapping::default();
            }
        };
        let given = parsed.get_ref();
        let mut mapping = Mapping {
            shape: self.shape(given, &Shape::default()),
            ..Mapping::default()
        };
        for (key, value) in given {
            let said: &str = key.get_ref();
            if SHAPE.contains(&said) {
                continue;
            }
            let shapes = import::shapes();
            let known = shapes
                .iter()
                .copied()
                .find(|(file, _)| file.strip_suffix(EXTENSION) == Some(said));
            match known {
                Some((file, columns)) => {
                    if let Some(table) = self.table(said, value) {
                        let table = self.one_file(table, &mapping.shape, file, columns);
                        mapping.tables.insert(file, table);
                    }
                }
                None => {
                    let files = shapes
                        .iter()
                        .filter_map(|(file, _)| file.strip_suffix(EXTENSION));
                    let all: Vec<&str> = SHAPE.into_iter().chain(files).collect();
                    self.unknown(key.span().start, said, &all);
                }
            }
        }
        mapping
    }

    fn one_file(
        &mut self,
        given: &DeTable<'_>,
        common: &Shape,
        file: &str,
        columns: &'static [&'static str],
    ) -> TableMapping {
        let mut table = TableMapping {
            shape: self.shape(given, common),
            ..TableMapping::default()
        };
        for (key, value) in given {
            match &**key.get_ref() {
                "file" => table.file = self.filled("file", value),
                "ignore" => table.ignore = self.list("ignore", value).into_iter().collect(),
                "columns" => {
                    for (column, key, value) in self.columns("columns", value, file, columns) {
                        let origin = self.origin(&key, value);
                        table.columns.extend(origin.map(|origin| (column, origin)));
                    }
                }
                "words" => {
                    for (column, key, value) in self.columns("words", value, file, columns) {
                        let words = self.words(&key, value);
                        table.words.insert(column, words);
                    }
                }
                said if SHAPE.contains(&said) => {}
                said => {
                    let all: Vec<&str> = TABLE.into_iter().chain(SHAPE).collect();
                    self.unknown(key.span().start, said, &all);
                }
            }
        }
        self.refuse_contradictions(given, &table);
        table
    }

    /// What is said of a file, over what is said of all.
    fn shape(&mut self, given: &DeTable<'_>, common: &Shape) -> Shape {
        let mut shape = common.clone();
        if let Some(value) = given.get("encoding") {
            shape.encoding = self.encoding(value).unwrap_or_default();
        }
        if let Some(value) = given.get("delimiter") {
            shape.delimiter = self.sign("delimiter", value);
        }
        if let Some(value) = given.get("quote") {
            shape.quote = self.sign("quote", value);
        }
        if let Some(value) = given.get("decimal") {
            shape.decimal = self.sign("decimal", value);
        }
        if let Some(value) = given.get("thousands") {
            shape.thousands = self.sign("thousands", value);
            if shape.thousands.is_some() && shape.thousands == shape.decimal {
                let reason = "decimal und thousands sind dasselbe Zeichen.";
                self.fault(value.span().start, reason);
            }
            if shape.decimal.is_none() {
                self.fault(value.span().start, "Zu thousands gehört decimal.");
            }
        }
        if let Some(value) = given.get("dates") {
            shape.dates = self.list("dates", value);
            for pattern in shape.dates.iter().filter(|pattern| !is_pattern(pattern)) {
                let reason = format!(
                    "„{}“ beschreibt kein Datum. Beispiele: %d.%m.%Y, %Y%m%d, %d.%m.%y.",
                    shown(pattern)
                );
                self.fault(value.span().start, reason);
            }
        }
        shape
    }

    fn encoding(&mut self, value: &Value<'_>) -> Option<Encoding> {
        let said = self.filled("encoding", value)?;
        let known = Encoding::ALL
            .into_iter()
            .find(|(name, _)| said.eq_ignore_ascii_case(name));
        if known.is_none() {
            let reason = format!(
                "„{}“ ist nicht möglich. Möglich sind: utf-8, windows-1252.",
                shown(&said)
            );
            self.fault(value.span().start, reason);
        }
        known.map(|(_, encoding)| encoding)
    }

    /// One sign; the tabulator goes by its name.
    fn sign(&mut self, key: &str, value: &Value<'_>) -> Option<char> {
        let said = self.filled(key, value)?;
        let mut signs = said.chars();
        match (signs.next(), signs.next()) {
            _ if said == "tab" => Some('\t'),
            (Some(sign), None) if !sign.is_alphanumeric() && !matches!(sign, '\n' | '\r') => {
                Some(sign)
            }
            _ => {
                let reason = format!("{key} erwartet genau ein Zeichen, etwa \";\", oder \"tab\".");
                self.fault(value.span().start, reason);
                None
            }
        }
    }

    /// The entries of a table whose keys are columns of ours.
    fn columns<'v, 'd>(
        &mut self,
        key: &str,
        value: &'v Value<'d>,
        file: &str,
        columns: &'static [&'static str],
    ) -> Vec<(&'static str, String, &'v Value<'d>)> {
        let mut known = Vec::new();
        for (name, value) in self.table(key, value).into_iter().flatten() {
            let said: &str = name.get_ref();
            match columns.iter().find(|column| **column == said) {
                Some(column) => known.push((*column, format!("{key}.{said}"), value)),
                None => {
                    let reason = format!(
                        "Die Spalte {} gibt es in {file} nicht. Möglich sind: {}.",
                        shown(said),
                        columns.join(", ")
                    );
                    self.fault(name.span().start, reason);
                }
            }
        }
        known
    }

    /// `"Name"`, `{ value = "BE" }` or `{ join = ["Straße", "Nummer"], with = " " }`.
    fn origin(&mut self, key: &str, value: &Value<'_>) -> Option<Origin> {
        let DeValue::Table(given) = value.get_ref() else {
            return self.filled(key, value).map(Origin::Column);
        };
        let at = value.span().start;
        for (name, _) in given {
            let said: &str = name.get_ref();
            if !["value", "join", "with"].contains(&said) {
                self.unknown(
                    name.span().start,
                    &format!("{key}.{said}"),
                    &["value", "join", "with"],
                );
                return None;
            }
        }
        match (given.get("value"), given.get("join"), given.get("with")) {
            (Some(fixed), None, None) => self.text(key, fixed).map(Origin::Fixed),
            (None, Some(join), with) => {
                let columns = self.list(key, join);
                let with = with.map_or(Some(" ".to_owned()), |with| self.text(key, with))?;
                Some(Origin::Joined { columns, with })
            }
            _ => {
                let reason = format!(
                    "{key} erwartet value mit einem festen Wert, oder join mit den Spalten und with mit dem, was dazwischen steht."
                );
                self.fault(at, reason);
                None
            }
        }
    }

    fn words(&mut self, key: &str, value: &Value<'_>) -> BTreeMap<String, String> {
        let mut words = BTreeMap::new();
        for (theirs, ours) in self.table(key, value).into_iter().flatten() {
            if let Some(ours) = self.text(key, ours) {
                words.insert(theirs.get_ref().trim().to_owned(), ours);
            }
        }
        words
    }

    /// A column that is read and ignored at once was a slip.
    fn refuse_contradictions(&mut self, given: &DeTable<'_>, table: &TableMapping) {
        let at = given.get("ignore").map_or(0, |value| value.span().start);
        let read = table.columns.values().flat_map(|origin| match origin {
            Origin::Column(name) => std::slice::from_ref(name),
            Origin::Joined { columns, .. } => columns.as_slice(),
            Origin::Fixed(_) => &[],
        });
        for name in read.filter(|name| table.ignore.contains(*name)) {
            let reason = format!(
                "Die Spalte {} wird zugeordnet und steht unter ignore.",
                shown(name)
            );
            self.fault(at, reason);
        }
    }

    fn table<'v, 'd>(&mut self, key: &str, value: &'v Value<'d>) -> Option<&'v DeTable<'d>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                let reason = format!("{key} erwartet einen Abschnitt.");
                self.fault(value.span().start, reason);
                None
            }
        }
    }

    fn list(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        match value.get_ref() {
            DeValue::Array(items) if !items.is_empty() => items
                .iter()
                .filter_map(|item| self.filled(key, item))
                .collect(),
            _ => {
                let reason = format!("{key} erwartet eine Liste von Texten, etwa [\"Konto\"].");
                self.fault(value.span().start, reason);
                Vec::new()
            }
        }
    }

    fn filled(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let text = self.text(key, value)?;
        if text.is_empty() {
            self.fault(value.span().start, format!("{key} ist leer."));
            return None;
        }
        Some(text)
    }

    fn text(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                let reason = format!("{key} erwartet einen Text in Anführungszeichen.");
                self.fault(value.span().start, reason);
                None
            }
        }
    }

    fn unknown(&mut self, at: usize, key: &str, possible: &[&str]) {
        let reason = format!(
            "Die Angabe {} gibt es nicht. Möglich sind: {}.",
            shown(key),
            possible.join(", ")
        );
        self.fault(at, reason);
    }

    fn fault(&mut self, at: usize, reason: impl Into<String>) {
        let before = self.text.bytes().take(at);
        let line = 1 + before.filter(|byte| *byte == b'\n').count();
        self.report
            .add(self.name, u64::try_from(line).ok(), None, reason);
    }
}
