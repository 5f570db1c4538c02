//! What is wrong with an operator's template or logo, in sentences that operators and staff read as they stand.

use std::fmt;

/// A template or a logo that no letter is set with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The file as the operator names it.
    pub file: String,
    /// Line and column, from 1, where the fault has a place.
    pub place: Option<(usize, usize)>,
    /// A whole sentence.
    pub reason: String,
}

impl Flaw {
    /// A fault of a whole file.
    pub fn of(file: &str, reason: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            place: None,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.place {
            write!(f, ", Zeile {line}, Spalte {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// What the typesetter says, by how it begins, and the same in German; `{}` is the rest of its sentence.
const SAYINGS: [(&str, &str); 10] = [
    (
        "PDF/A-2a error: missing document date",
        "Dem Dokument fehlt das Datum: #set document(date: …).",
    ),
    (
        "failed to load file",
        "Andere Dateien und Pakete sind gesperrt. Es gibt /frame.typ, /facts.json und das Logo.",
    ),
    ("file not found", "Diese Datei gibt es nicht."),
    ("unknown variable: ", "Den Namen „{}“ gibt es nicht."),
    (
        "dictionary does not contain key ",
        "Die Angabe {} gibt es nicht.",
    ),
    ("unclosed delimiter", "Eine Klammer ist nicht geschlossen."),
    (
        "unclosed string",
        "Ein Anführungszeichen ist nicht geschlossen.",
    ),
    ("missing argument: ", "Es fehlt das Argument „{}“."),
    (
        "unexpected argument: ",
        "Das Argument „{}“ gibt es hier nicht.",
    ),
    ("panicked with: ", "Die Vorlage bricht selbst ab: {}."),
];

/// What the typesetter says, in German where it is a common slip.
pub(super) fn in_german(message: &str) -> String {
    SAYINGS
        .iter()
        .find_map(|(begins, german)| {
            let rest = message.strip_prefix(begins)?;
            Some(german.replace("{}", rest.trim_end_matches('.')))
        })
        .unwrap_or_else(|| format!("Das Satzprogramm meldet „{message}“."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flaw_is_a_sentence_with_its_place() {
        let mut flaw = Flaw::of("brief.typ", in_german("unknown variable: foo"));
        assert_eq!(
            flaw.to_string(),
            "brief.typ: Den Namen „foo“ gibt es nicht."
        );
        flaw.place = Some((3, 8));
        assert_eq!(
            flaw.to_string(),
            "brief.typ, Zeile 3, Spalte 8: Den Namen „foo“ gibt es nicht."
        );
        assert_eq!(
            in_german("odd"),
            "Das Satzprogramm meldet „odd“.",
            "nothing is kept back"
        );
    }
}
