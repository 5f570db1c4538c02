//! What is wrong with the files: each fault with file, line, column and a sentence.

use std::fmt;

/// Faults that are kept with their words; more are only counted, so that a wrong file cannot fill the memory.
const KEPT: usize = 10_000;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// "persons.csv".
    pub file: String,
    /// The line as an editor counts, from 1; none where the whole file is meant.
    pub line: Option<u64>,
    /// The column's name in the header.
    pub column: Option<String>,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl fmt::Display for Problem {
    /// "persons.csv, Zeile 14, Spalte email: …"
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", Zeile {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", Spalte {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// All faults of one try.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The faults, file by file and line by line.
    pub problems: Vec<Problem>,
    /// Faults beyond the first 10,000.
    pub more: u64,
}

impl Report {
    /// No fault.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// How many faults there are.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.problems.len())
            .unwrap_or(u64::MAX)
            .saturating_add(self.more)
    }

    pub(crate) fn add(
        &mut self,
        file: &str,
        line: Option<u64>,
        column: Option<&str>,
        reason: impl Into<String>,
    ) {
        if self.problems.len() >= KEPT {
            self.more += 1;
            return;
        }
        self.problems.push(Problem {
            file: file.to_owned(),
            line,
            column: column.map(str::to_owned),
            reason: reason.into(),
        });
    }

    /// The same faults with those of a file together, in the order of its lines.
    pub(super) fn sorted(mut self) -> Self {
        let place = |file: &str| {
            super::records::FILES
                .iter()
                .position(|known| *known == file)
        };
        self.problems
            .sort_by_key(|problem| (place(&problem.file), problem.line));
        self
    }
}

impl fmt::Display for Report {
    /// A table: file, line, column, reason.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<[String; 4]> = self.problems.iter().map(row).collect();
        let head = ["Datei", "Zeile", "Spalte", "Grund"].map(str::to_owned);
        let width = |column: usize| {
            let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths = [width(0), width(1), width(2)];
        for [file, line, column, reason] in [&head].into_iter().chain(&rows) {
            let [a, b, c] = widths;
            writeln!(f, "{file:<a$}  {line:>b$}  {column:<c$}  {reason}")?;
        }
        if self.more > 0 {
            writeln!(f, "… und {} weitere Fehler", self.more)?;
        }
        Ok(())
    }
}

fn row(problem: &Problem) -> [String; 4] {
    [
        problem.file.clone(),
        problem
            .line
            .map(|line| line.to_string())
            .unwrap_or_default(),
        problem.column.clone().unwrap_or_default(),
        problem.reason.clone(),
    ]
}
