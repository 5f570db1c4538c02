//! Why a configuration is refused, in sentences for the operator.

use std::io;

use thiserror::Error;

use crate::failure::Failure;

/// What is wrong with the configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error(
        "Die Konfigurationsdatei {file} lässt sich nicht lesen: {}.",
        Failure::reason(source)
    )]
    Unreadable {
        /// The file as the operator named it.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no TOML.
    #[error("{place}: Das ist kein gültiges TOML ({}).", slip(message))]
    Syntax {
        /// File and line.
        place: String,
        /// What the parser said.
        message: String,
    },
    /// A key nobody knows, most often a typo.
    #[error(
        "{place}: Die Einstellung {key} gibt es nicht. `hausportal config print` zeigt alle, die es gibt."
    )]
    Unknown {
        /// File and line, or the variable.
        place: String,
        /// The key with its section.
        key: String,
    },
    /// A value of the wrong kind, such as a text where a number belongs.
    #[error("{place}: {key} erwartet {expected}.")]
    Kind {
        /// File and line, or the variable.
        place: String,
        /// The key with its section.
        key: String,
        /// The kind that belongs there, in German.
        expected: &'static str,
    },
    /// A value of the right kind that means nothing.
    #[error("Eine Einstellung hat keinen brauchbaren Wert: {}.", useless(.0))]
    Value(toml::de::Error),
    /// A value that means something unsafe or impossible.
    #[error("Die Einstellung {key} wird abgelehnt: {reason}")]
    Refused {
        /// The key with its section.
        key: String,
        /// A whole sentence.
        reason: String,
    },
    /// Several of these.
    #[error("{}", lines(.0))]
    Several(Vec<Self>),
    /// The settings cannot be written as TOML.
    #[error("Die Einstellungen lassen sich nicht ausgeben: {0}.")]
    Print(toml::ser::Error),
}

impl ConfigError {
    /// Refuses the value of `key` with a whole sentence.
    pub fn refused(key: &str, reason: impl Into<String>) -> Self {
        Self::Refused {
            key: key.to_owned(),
            reason: reason.into(),
        }
    }

    /// All that is wrong as one refusal; none where nothing is.
    ///
    /// # Errors
    /// Whatever is wrong.
    pub fn all(mut wrong: Vec<Self>) -> Result<(), Self> {
        if wrong.len() > 1 {
            return Err(Self::Several(wrong));
        }
        wrong.pop().map_or(Ok(()), Err)
    }
}

fn lines(wrong: &[ConfigError]) -> String {
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// What the parser says of a value, with the key it names on a line of its own, where the message does not.
fn useless(error: &toml::de::Error) -> String {
    let (message, text) = (error.message().replace('\n', " "), error.to_string());
    let key = text
        .rsplit_once("in `")
        .and_then(|(_, key)| key.trim_end().strip_suffix('`'));
    match key {
        Some(key) if !message.contains(key) => format!("{key}: {message}"),
        _ => message,
    }
}

/// Common slips in a TOML file, by how the parser's word for them begins.
const SLIPS: [(&str, &str); 9] = [
    (
        "unclosed table",
        "die eckige Klammer der Überschrift ist nicht geschlossen",
    ),
    ("unclosed array, ", "die Liste ist nicht geschlossen"),
    (
        "unclosed inline table",
        "die geschweifte Klammer ist nicht geschlossen",
    ),
    (
        "invalid basic string",
        "ein Anführungszeichen ist nicht geschlossen",
    ),
    ("duplicate key", "diese Zeile steht zweimal da"),
    (
        "key with no value",
        "nach dem Namen fehlen „=“ und der Wert",
    ),
    (
        "string values must be quoted",
        "ein Text steht in Anführungszeichen",
    ),
    ("unquoted string", "ein Text steht in Anführungszeichen"),
    (
        "extra assignment",
        "zwischen Name und Wert steht mehr als ein „=“",
    ),
];

/// What the parser says, in German where it is a common slip; nothing is kept back.
fn slip(message: &str) -> &str {
    SLIPS
        .iter()
        .find(|(begins, _)| message.starts_with(*begins))
        .map_or(message, |(_, german)| *german)
}
