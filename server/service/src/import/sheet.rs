//! One file: its header checked, its rows read cell by cell.

use std::borrow::Cow;

use chrono::NaiveDate;
use domain::erp::Entity;

use super::csv::{Fault, Line, Lines, separator};
use super::records::{BACKWARDS, Check, PERIOD};
use super::report::Report;
use super::value;

/// Rows one file may have; the largest managers in Germany have half of it.
const ROWS: u64 = 1_000_000;

/// A kind of record, wherever it comes from.
pub(crate) trait Record: Clone + PartialEq + Send + Sync + Sized {
    /// What it is.
    const ENTITY: Entity;
    /// The file's name.
    const FILE: &'static str;
    /// The header; `reference` stands first, and `revision`, which is no content, last.
    const COLUMNS: &'static [&'static str];

    /// Whether a file may lack a column.
    fn may_lack(column: &str) -> bool {
        PERIOD.contains(&column)
    }

    /// The row, or `None` after saying in the report what is wrong with it.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// The ERP's key.
    fn reference(&self) -> &str;

    /// The ERP's own revision.
    fn revision(&self) -> Option<i64>;

    /// Writes the revision.
    fn set_revision(&mut self, revision: Option<i64>);

    /// Its last day, which the ERP may also say apart.
    fn last_day(&mut self) -> &mut Option<NaiveDate>;

    /// The records it refers to: what they are, in which field, and their keys.
    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        Vec::new()
    }

    /// Says what is wrong with it, as far as it alone shows.
    fn check(&self, check: &mut Check);

    /// Brings it into the spelling in which it is stored.
    fn one_spelling(&mut self) {}

    /// Takes over what is stored where the record says nothing about it.
    fn say_nothing(&mut self, stored: &Self);

    /// The record as text, in the order of the columns, without its revision.
    fn cells(&self) -> Vec<String>;
}

/// The rows of one file.
pub(super) struct Table<R> {
    /// The faultless rows, in the order of the file.
    pub rows: Vec<R>,
    /// The line of each.
    pub lines: Vec<u32>,
    /// The rows in the order of their references.
    order: Vec<u32>,
    /// References of faulty rows with their lines, in order.
    faulty: Vec<(String, u32)>,
    /// Whether the file could be read at all.
    legible: bool,
}

impl<R: Record> Table<R> {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            lines: Vec::new(),
            order: Vec::new(),
            faulty: Vec::new(),
            legible: false,
        }
    }

    /// Whether a reference leads somewhere; an unreadable file is not blamed a second time.
    pub fn knows(&self, reference: &str) -> bool {
        let faulty = |known: &(String, u32)| known.0.as_str().cmp(reference);
        !self.legible
            || self.place(reference).is_some()
            || self.faulty.binary_search_by(faulty).is_ok()
    }

    fn place(&self, reference: &str) -> Option<usize> {
        let found = self
            .order
            .binary_search_by(|place| self.reference(*place).cmp(reference));
        found
            .ok()
            .and_then(|at| self.order.get(at))
            .map(|place| at(*place))
    }

    fn reference(&self, place: u32) -> &str {
        self.rows.get(at(place)).map_or("", R::reference)
    }

    /// The faultless rows with their lines.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &R)> {
        self.lines
            .iter()
            .map(|line| u64::from(*line))
            .zip(&self.rows)
    }

    /// Brings references into their order, and says which of them stand in the file more than once.
    fn sort(&mut self, report: &mut Report) {
        let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..rows).collect();
        order.sort_by(|one, other| self.reference(*one).cmp(self.reference(*other)));
        self.order = order;
        self.faulty.sort();
        let good = self
            .rows
            .iter()
            .map(R::reference)
            .zip(self.lines.iter().copied());
        let bad = self
            .faulty
            .iter()
            .map(|(reference, line)| (reference.as_str(), *line));
        let mut all: Vec<(&str, u32)> = good.chain(bad).collect();
        all.sort_unstable();
        let mut first = ("", 0);
        for (reference, line) in all {
            if reference == first.0 && !reference.is_empty() {
                let reason = format!("„{}“ steht schon in Zeile {}.", shown(reference), first.1);
                report.add(R::FILE, Some(u64::from(line)), Some("reference"), reason);
            } else {
                first = (reference, line);
            }
        }
    }
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The rows of a file's text.
pub(super) fn read<R: Record>(text: Option<&str>, report: &mut Report) -> Table<R> {
    let mut table = Table::new();
    let Some(text) = text else { return table };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = Lines::new(text, separator(text));
    let Some(header) = header::<R>(lines.next(), report) else {
        return table;
    };
    table.legible = true;
    for (count, line) in (1u64..).zip(lines) {
        if count > ROWS {
            report.add(
                R::FILE,
                None,
                None,
                "Die Datei hat mehr als 1.000.000 Zeilen. Teilen Sie den Export auf.",
            );
            break;
        }
        match line {
            Ok(line) => row(&line, &header, &mut table, report),
            Err(fault) => broken(R::FILE, &fault, report),
        }
    }
    table.sort(report);
    table
}

/// Where each column stands in a file, and how many fields its rows have.
struct Header {
    places: Vec<Option<usize>>,
    width: usize,
}

/// Where each column stands in this file; `None` if one is missing, unknown or there twice.
fn header<R: Record>(line: Option<Result<Line<'_>, Fault>>, report: &mut Report) -> Option<Header> {
    let line = match line {
        Some(Ok(line)) => line,
        Some(Err(fault)) => {
            broken(R::FILE, &fault, report);
            return None;
        }
        None => {
            let wanted = R::COLUMNS.join(";");
            report.add(
                R::FILE,
                None,
                None,
                format!("Die Datei ist leer. Die erste Zeile lautet: {wanted}"),
            );
            return None;
        }
    };
    let before = report.problems.len();
    for name in &line.fields {
        if !R::COLUMNS.contains(&&**name) {
            let reason = format!(
                "Diese Spalte gehört nicht hierher. Möglich sind: {}.",
                R::COLUMNS.join(", ")
            );
            report.add(R::FILE, Some(line.number), Some(&shown(name)), reason);
        }
    }
    for column in R::COLUMNS {
        let reason = match line.fields.iter().filter(|name| name == column).count() {
            0 if R::may_lack(column) => continue,
            0 => "Diese Spalte fehlt in der Kopfzeile.",
            1 => continue,
            _ => "Diese Spalte steht mehrmals in der Kopfzeile.",
        };
        report.add(R::FILE, Some(line.number), Some(column), reason);
    }
    let place = |column: &&str| line.fields.iter().position(|name| name == column);
    (report.problems.len() == before).then(|| Header {
        places: R::COLUMNS.iter().map(place).collect(),
        width: line.fields.len(),
    })
}

fn row<R: Record>(line: &Line<'_>, header: &Header, table: &mut Table<R>, report: &mut Report) {
    let whole = line.fields.len() == header.width;
    if !whole {
        let reason = format!(
            "Die Zeile hat {} Felder, die Kopfzeile hat {}.",
            line.fields.len(),
            header.width
        );
        report.add(R::FILE, Some(line.number), None, reason);
    }
    let number = u32::try_from(line.number).unwrap_or(u32::MAX);
    let mut cells = Cells {
        file: R::FILE,
        columns: R::COLUMNS,
        places: &header.places,
        line,
        report,
    };
    let reference = cells.raw("reference").to_owned();
    match whole.then(|| R::read(&mut cells)).flatten() {
        Some(record) => {
            table.rows.push(record);
            table.lines.push(number);
        }
        None if reference.is_empty() => {}
        None => table.faulty.push((reference, number)),
    }
}

fn broken(file: &str, fault: &Fault, report: &mut Report) {
    let (Fault::QuoteNotClosed(line) | Fault::TextAfterQuote(line)) = fault;
    report.add(file, Some(*line), None, fault.to_string());
}

/// A value as a report may show it: short, on one line.
pub(crate) fn shown(value: &str) -> String {
    let line: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.chars().count() > 60 {
        line.chars().take(59).chain(['…']).collect()
    } else {
        line
    }
}

/// The cells of one row, and the report they complain to.
pub(crate) struct Cells<'a> {
    file: &'static str,
    columns: &'static [&'static str],
    places: &'a [Option<usize>],
    line: &'a Line<'a>,
    report: &'a mut Report,
}

impl Cells<'_> {
    /// A cell that must be filled.
    pub fn required<T>(
        &mut self,
        column: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        match self.optional(column, read) {
            Some(None) => {
                self.fault(column, value::EMPTY.to_owned());
                None
            }
            read => read.flatten(),
        }
    }

    /// A cell that may be empty; the outer `None` means a fault.
    pub fn optional<T>(
        &mut self,
        column: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Option<T>> {
        match self.raw(column) {
            "" => Some(None),
            text => match read(text) {
                Ok(value) => Some(Some(value)),
                Err(reason) => {
                    self.fault(column, reason);
                    None
                }
            },
        }
    }

    /// The days from which and to which a row holds.
    pub fn period(&mut self) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
        let from = self.optional("valid_from", value::date);
        let to = self.optional("valid_to", value::date);
        if let (Some(Some(first)), Some(Some(last))) = (from, to)
            && last < first
        {
            self.fault("valid_to", BACKWARDS.to_owned());
            return None;
        }
        Some((from?, to?))
    }

    /// Says what is wrong with a cell.
    pub fn fault(&mut self, column: &'static str, reason: String) {
        self.report
            .add(self.file, Some(self.line.number), Some(column), reason);
    }

    fn raw(&self, column: &str) -> &str {
        let known = self.columns.iter().position(|known| *known == column);
        let place = known.and_then(|known| self.places.get(known).copied().flatten());
        place
            .and_then(|place| self.line.fields.get(place))
            .map_or("", Cow::as_ref)
    }
}
