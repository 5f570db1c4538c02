//! The mapping file: foreign exports in the shape that [`crate::import`] reads, without touching either.
//!
//! A translated text keeps each row on the line it had, so that reports name the operator's own lines; [`Mapping::foreign`]
//! gives them the operator's own names of files and columns.

mod cell;
mod encoding;
mod file;
mod plan;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::import::csv::{self, Fault, Lines};
use crate::import::{self, Checked, Problem, Report, Text, Told};

use encoding::Encoding;
use plan::Plan;

/// What a mapping file says, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// How files are written that say nothing else.
    shape: Shape,
    /// By the name of our file.
    tables: BTreeMap<&'static str, TableMapping>,
}

/// How a file is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shape {
    encoding: Encoding,
    /// Without one the header decides between `;` and `,`.
    delimiter: Option<char>,
    quote: Option<char>,
    /// Patterns of days; without one they are read as in our own files.
    dates: Vec<String>,
    /// The mark before cents; without one numbers are read as in our own files.
    decimal: Option<char>,
    thousands: Option<char>,
}

/// What is said of one of our files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct TableMapping {
    file: Option<String>,
    shape: Shape,
    columns: BTreeMap<&'static str, Origin>,
    /// By our column: their word and ours.
    words: BTreeMap<&'static str, BTreeMap<String, String>>,
    ignore: BTreeSet<String>,
}

/// Where the cells of one of our columns come from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    Column(String),
    Fixed(String),
    Joined { columns: Vec<String>, with: String },
}

/// Every other column is ignored.
const ALL_OTHERS: &str = "*";

impl Mapping {
    /// Reads the text of a mapping file; `name` is what faults call it.
    ///
    /// # Errors
    /// Every fault with its line.
    pub fn parse(name: &str, text: &str) -> Result<Self, Report> {
        file::parse(name, text)
    }

    /// Reads and checks the foreign files of a folder.
    ///
    /// # Errors
    /// As [`import::read`], in the words of the foreign files.
    pub fn read(&self, dir: &Path) -> Result<Checked, Report> {
        let read = import::read_from(|ours, report| self.load(dir, ours, report));
        match read {
            Ok(mut checked) => {
                for warning in &mut checked.warnings {
                    self.rename(warning);
                }
                Ok(checked)
            }
            Err(report) => Err(self.foreign(report)),
        }
    }

    fn load(&self, dir: &Path, ours: &'static str, report: &mut Report) -> Text<'static> {
        let bytes = match import::bytes(&dir.join(self.file(ours)), ours, report) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Text::Missing,
            Err(Told) => return Text::Illegible,
        };
        let shapes = import::shapes();
        let columns = shapes.iter().find(|(file, _)| *file == ours);
        let columns = columns.map_or(&[][..], |(_, columns)| columns);
        match self.translate(ours, columns, bytes, report) {
            Some(text) => Text::Found(Cow::Owned(text)),
            None => Text::Illegible,
        }
    }

    /// The foreign name of one of our files.
    fn file<'a>(&'a self, ours: &'a str) -> &'a str {
        let named = self
            .tables
            .get(ours)
            .and_then(|table| table.file.as_deref());
        named.unwrap_or(ours)
    }

    /// The text of one of our files, made of a foreign one; `None` after saying in the report, in our words, why not.
    fn translate(
        &self,
        ours: &'static str,
        columns: &'static [&'static str],
        bytes: Vec<u8>,
        report: &mut Report,
    ) -> Option<String> {
        let silent = TableMapping {
            shape: self.shape.clone(),
            ..TableMapping::default()
        };
        let table = self.tables.get(ours).unwrap_or(&silent);
        let text = match table.shape.encoding.read(bytes) {
            Ok(text) => text,
            Err((line, reason)) => {
                report.add(ours, line, None, reason);
                return None;
            }
        };
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let separator = table
            .shape
            .delimiter
            .unwrap_or_else(|| csv::separator(text));
        let quote = table.shape.quote.unwrap_or('"');
        let before = report.count();
        let mut lines = Lines::with_quote(text, separator, quote);
        let plan = match lines.next() {
            Some(Ok(header)) => Plan::of(table, ours, columns, &header, report)?,
            Some(Err(fault)) => {
                broken(ours, &fault, report);
                return None;
            }
            None => {
                report.add(ours, None, None, "Die Datei ist leer.");
                return None;
            }
        };
        let mut sheet = Sheet::new(text.len());
        sheet.row(plan.line, plan.names.iter().copied());
        for line in lines {
            match line {
                Ok(line) => {
                    if let Some(cells) = plan.cells(&line, report) {
                        sheet.row(line.number, cells.iter().map(AsRef::as_ref));
                    }
                }
                Err(fault) => broken(ours, &fault, report),
            }
        }
        (report.count() == before).then_some(sheet.text)
    }

    /// A report in the words of the foreign files.
    fn foreign(&self, mut report: Report) -> Report {
        for problem in &mut report.problems {
            self.rename(problem);
        }
        report
    }

    /// A problem in the words of the foreign files.
    fn rename(&self, problem: &mut Problem) {
        let Some((ours, table)) = self.tables.get_key_value(problem.file.as_str()) else {
            return;
        };
        if let Some(column) = &mut problem.column
            && let Some(origin) = table.columns.get(column.as_str())
        {
            *column = match origin {
                Origin::Column(name) => name.clone(),
                Origin::Joined { columns, .. } => columns.join(" + "),
                Origin::Fixed(_) => format!("{column} (fester Wert)"),
            };
        }
        self.file(ours).clone_into(&mut problem.file);
    }
}

fn broken(file: &str, fault: &Fault, report: &mut Report) {
    let (Fault::QuoteNotClosed(line) | Fault::TextAfterQuote(line)) = fault;
    report.add(file, Some(*line), None, fault.to_string());
}

/// A text in the spelling of our own files, each row on a given line.
struct Sheet {
    text: String,
    line: u64,
}

impl Sheet {
    fn new(room: usize) -> Self {
        Self {
            text: String::with_capacity(room),
            line: 1,
        }
    }

    fn row<'c>(&mut self, number: u64, cells: impl Iterator<Item = &'c str>) {
        while self.line < number {
            self.text.push('\n');
            self.line += 1;
        }
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                self.text.push(';');
            }
            self.cell(cell);
        }
    }

    /// A break of a line would move all rows behind it; the reader refuses any other control sign in its place.
    fn cell(&mut self, cell: &str) {
        if !cell.contains([';', ',', '"', '\n', '\r']) {
            self.text.push_str(cell);
            return;
        }
        self.text.push('"');
        for sign in cell.chars() {
            match sign {
                '"' => self.text.push_str("\"\""),
                '\n' | '\r' => self.text.push('\u{B}'),
                sign => self.text.push(sign),
            }
        }
        self.text.push('"');
    }
}
