//! One file: found, decoded, its header checked, its rows read cell by cell.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::csv::{Fault, Line, Lines, separator};
use super::report::Report;

/// The files in the order in which they are read.
pub(super) const FILES: [&str; 4] = [
    "properties.csv",
    "units.csv",
    "persons.csv",
    "contracts.csv",
];
/// Rows one file may have; the largest managers in Germany have half of it.
const ROWS: u64 = 1_000_000;
/// Bytes one file may have (512 MiB), so that a wrong file cannot fill the memory.
const BYTES: u64 = 512 * 1024 * 1024;

/// A kind of row.
pub(super) trait Record: Sized {
    /// The file's name.
    const FILE: &'static str;
    /// The header; `reference` stands first.
    const COLUMNS: &'static [&'static str];

    /// The row, or `None` after saying in the report what is wrong with it.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// The row as text, in the order of the columns.
    fn cells(&self) -> Vec<String>;
}

/// The rows of one file.
pub(super) struct Table<R> {
    /// The faultless rows with their lines, by reference.
    pub rows: BTreeMap<String, (u64, R)>,
    /// Where each reference stands, faulty rows included; `None` if the file itself cannot be read.
    pub known: Option<HashMap<String, u64>>,
}

impl<R> Table<R> {
    /// Whether a reference leads somewhere; an unreadable file is not blamed a second time.
    pub fn knows(&self, reference: &str) -> bool {
        self.known
            .as_ref()
            .is_none_or(|known| known.contains_key(reference))
    }

    /// The rows without their lines.
    pub fn into_rows(self) -> BTreeMap<String, R> {
        self.rows
            .into_iter()
            .map(|(reference, (_, row))| (reference, row))
            .collect()
    }
}

/// The text of a file, without byte order mark.
pub(super) fn load(path: &Path, report: &mut Report) -> Option<String> {
    let file = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|open| open.take(BYTES + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "Die Datei fehlt.".to_owned(),
            _ => format!("Die Datei lässt sich nicht lesen ({error})."),
        };
        report.add(&file, None, None, reason);
        return None;
    }
    if u64::try_from(bytes.len()).is_ok_and(|length| length > BYTES) {
        report.add(&file, None, None, "Die Datei ist größer als 512 MB.");
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let reason =
                "Die Datei ist nicht in UTF-8 gespeichert. Wählen Sie beim Export „CSV UTF-8“.";
            report.add(&file, u64::try_from(line).ok(), None, reason);
            None
        }
    }
}

/// The rows of a file's text.
pub(super) fn read<R: Record>(text: Option<String>, report: &mut Report) -> Table<R> {
    let mut table = Table {
        rows: BTreeMap::new(),
        known: None,
    };
    let Some(text) = text else { return table };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut lines = Lines::new(text, separator(text));
    let Some(places) = header::<R>(lines.next(), report) else {
        return table;
    };
    let mut known = HashMap::new();
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
            Ok(line) => row(&line, &places, &mut table, &mut known, report),
            Err(fault) => broken(R::FILE, &fault, report),
        }
    }
    table.known = Some(known);
    table
}

/// Where each column stands in this file; `None` if one is missing, unknown or there twice.
fn header<R: Record>(
    line: Option<Result<Line<'_>, Fault>>,
    report: &mut Report,
) -> Option<Vec<usize>> {
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
            0 => "Diese Spalte fehlt in der Kopfzeile.",
            1 => continue,
            _ => "Diese Spalte steht mehrmals in der Kopfzeile.",
        };
        report.add(R::FILE, Some(line.number), Some(column), reason);
    }
    let place = |column: &&str| line.fields.iter().position(|name| name == column);
    (report.problems.len() == before).then(|| R::COLUMNS.iter().filter_map(place).collect())
}

fn row<R: Record>(
    line: &Line<'_>,
    places: &[usize],
    table: &mut Table<R>,
    known: &mut HashMap<String, u64>,
    report: &mut Report,
) {
    if line.fields.len() != places.len() {
        let reason = format!(
            "Die Zeile hat {} Felder, die Kopfzeile hat {}.",
            line.fields.len(),
            places.len()
        );
        report.add(R::FILE, Some(line.number), None, reason);
    }
    let mut cells = Cells {
        file: R::FILE,
        columns: R::COLUMNS,
        places,
        line,
        report,
    };
    let reference = cells.raw("reference").to_owned();
    if line.fields.len() == places.len()
        && let Some(record) = R::read(&mut cells)
        && !known.contains_key(&reference)
    {
        table.rows.insert(reference.clone(), (line.number, record));
    }
    if reference.is_empty() {
        return;
    }
    if let Some(first) = known.get(&reference) {
        let reason = format!("„{}“ steht schon in Zeile {first}.", shown(&reference));
        report.add(R::FILE, Some(line.number), Some("reference"), reason);
    } else {
        known.insert(reference, line.number);
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
pub(super) struct Cells<'a> {
    file: &'static str,
    columns: &'static [&'static str],
    places: &'a [usize],
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
                self.fault(column, "Das Feld darf nicht leer sein.".to_owned());
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

    /// Says what is wrong with a cell.
    pub fn fault(&mut self, column: &'static str, reason: String) {
        self.report
            .add(self.file, Some(self.line.number), Some(column), reason);
    }

    fn raw(&self, column: &str) -> &str {
        let known = self.columns.iter().position(|known| *known == column);
        let place = known.and_then(|known| self.places.get(known));
        place
            .and_then(|place| self.line.fields.get(*place))
            .map_or("", Cow::as_ref)
    }
}
