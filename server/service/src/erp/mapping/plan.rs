//! Which of a file's columns go where: made once of the header, followed for each row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cell::Kind;
use super::{ALL_OTHERS, Origin, Shape, TableMapping};
use crate::import::csv::Line;
use crate::import::{Report, shown};

/// How the rows of one file become ours.
pub(super) struct Plan<'m> {
    /// The line of the header.
    pub line: u64,
    /// Our columns, in the order in which they are written.
    pub names: Vec<&'static str>,
    file: &'static str,
    width: usize,
    shape: &'m Shape,
    steps: Vec<Step<'m>>,
}

struct Step<'m> {
    column: &'static str,
    kind: Kind,
    source: Source<'m>,
    words: Option<&'m BTreeMap<String, String>>,
}

enum Source<'m> {
    Place(usize),
    Fixed(&'m str),
    Joined(Vec<usize>, &'m str),
}

impl<'m> Plan<'m> {
    /// The plan; `None` after saying in the report which column is missing, unknown or there twice.
    pub(super) fn of(
        table: &'m TableMapping,
        file: &'static str,
        columns: &'static [&'static str],
        header: &Line<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        let before = report.count();
        let mut header = Header {
            file,
            line: header,
            used: vec![false; header.fields.len()],
            report: &mut *report,
        };
        let mut steps = Vec::new();
        for column in columns {
            if let Some(source) = header.source(table, column) {
                steps.push(Step {
                    column,
                    kind: Kind::of(column),
                    source,
                    words: table.words.get(column),
                });
            }
        }
        header.refuse_unused(table);
        let (line, width) = (header.line.number, header.line.fields.len());
        (report.count() == before).then(|| Self {
            line,
            names: steps.iter().map(|step| step.column).collect(),
            file,
            width,
            shape: &table.shape,
            steps,
        })
    }

    /// Our cells of a row; `None` after saying in the report what is wrong with it.
    pub(super) fn cells<'l>(
        &'l self,
        line: &'l Line<'_>,
        report: &mut Report,
    ) -> Option<Vec<Cow<'l, str>>> {
        let found = line.fields.len();
        if found != self.width {
            let reason = format!(
                "Die Zeile hat {found} Felder, die Kopfzeile hat {}.",
                self.width
            );
            report.add(self.file, Some(line.number), None, reason);
            return None;
        }
        let mut cells = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            match step.cell(self.shape, line) {
                Ok(cell) => cells.push(cell),
                Err(reason) => report.add(self.file, Some(line.number), Some(step.column), reason),
            }
        }
        (cells.len() == self.steps.len()).then_some(cells)
    }
}

impl<'m> Step<'m> {
    fn cell<'l>(&'l self, shape: &Shape, line: &'l Line<'_>) -> Result<Cow<'l, str>, String> {
        let at = |place: usize| line.fields.get(place).map_or("", Cow::as_ref);
        let cell = match &self.source {
            Source::Place(place) => Cow::Borrowed(at(*place)),
            Source::Fixed(value) => return Ok(Cow::Borrowed(value)),
            Source::Joined(places, with) => {
                let parts = places.iter().map(|place| at(*place));
                let filled: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
                Cow::Owned(filled.join(*with))
            }
        };
        if let Some(word) = self.words.and_then(|words| words.get(&*cell)) {
            return Ok(Cow::Borrowed(word));
        }
        let read = self.kind.read(shape, &cell)?;
        Ok(read.map_or(cell, Cow::Owned))
    }
}

/// A header while it is matched with the mapping.
struct Header<'h, 't> {
    file: &'static str,
    line: &'h Line<'t>,
    used: Vec<bool>,
    report: &'h mut Report,
}

impl Header<'_, '_> {
    /// Where a column of ours comes from; a column that neither the mapping nor the file names is left to the reader, who
    /// knows whether it may be missing.
    fn source<'m>(&mut self, table: &'m TableMapping, column: &'static str) -> Option<Source<'m>> {
        match table.columns.get(column) {
            Some(Origin::Column(name)) => self.place(name).map(Source::Place),
            Some(Origin::Fixed(value)) => Some(Source::Fixed(value)),
            Some(Origin::Joined { columns, with }) => {
                let places: Vec<_> = columns.iter().map(|name| self.place(name)).collect();
                let places: Option<Vec<usize>> = places.into_iter().collect();
                places.map(|places| Source::Joined(places, with))
            }
            None if self.line.fields.iter().any(|name| name == column) => {
                self.place(column).map(Source::Place)
            }
            None => None,
        }
    }

    fn place(&mut self, name: &str) -> Option<usize> {
        let fields = self.line.fields.iter();
        let places: Vec<usize> = fields
            .enumerate()
            .filter_map(|(place, field)| (field == name).then_some(place))
            .collect();
        for place in &places {
            if let Some(used) = self.used.get_mut(*place) {
                *used = true;
            }
        }
        let reason = match places.as_slice() {
            [place] => return Some(*place),
            [] => "Diese Spalte fehlt in der Kopfzeile, die Zuordnung nennt sie.",
            _ => "Diese Spalte steht mehrmals in der Kopfzeile.",
        };
        self.fault(name, reason);
        None
    }

    fn refuse_unused(&mut self, table: &TableMapping) {
        if table.ignore.contains(ALL_OTHERS) {
            return;
        }
        let line = self.line;
        for (place, name) in line.fields.iter().enumerate() {
            let used = self.used.get(place).copied().unwrap_or_default();
            if !used && !name.is_empty() && !table.ignore.contains(&**name) {
                let reason = "Diese Spalte nennt die Zuordnung nicht. Ordnen Sie sie zu, oder führen Sie sie unter ignore auf.";
                self.fault(name, reason);
            }
        }
    }

    fn fault(&mut self, column: &str, reason: &str) {
        let line = Some(self.line.number);
        self.report
            .add(self.file, line, Some(&shown(column)), reason);
    }
}
