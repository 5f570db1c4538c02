//! How a command ends when it cannot do its work: one German sentence and an exit code.

use std::{
    fmt,
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// Something the operator can put right: exit code 2.
    Operator(String),
    /// Something nobody foresaw: exit code 1.
    Unexpected(String),
}

impl Failure {
    /// A sentence that tells the operator what to change.
    pub fn operator(sentence: impl fmt::Display) -> Self {
        Self::Operator(sentence.to_string())
    }

    /// An error with what was being done when it came.
    pub fn unexpected(doing: &str, error: impl fmt::Display) -> Self {
        Self::Unexpected(format!("{doing}: {error}"))
    }

    /// What the system says of a file, in German where it is common.
    pub fn reason(error: &io::Error) -> String {
        match error.kind() {
            ErrorKind::NotFound => "nicht gefunden",
            ErrorKind::PermissionDenied => "die Rechte fehlen",
            ErrorKind::NotADirectory => "ein Teil des Pfads ist kein Ordner",
            ErrorKind::IsADirectory => "das ist ein Ordner",
            ErrorKind::StorageFull => "der Datenträger ist voll",
            ErrorKind::ReadOnlyFilesystem => "der Datenträger lässt sich nur lesen",
            ErrorKind::InvalidData => "das ist kein Text in UTF-8",
            _ => return error.to_string(),
        }
        .to_owned()
    }

    /// Writes the sentence to standard error; the code is 2 for the operator's part, 1 for ours.
    pub fn report(&self) -> ExitCode {
        // Nobody may be listening any more.
        let _ = writeln!(io::stderr(), "{self}");
        ExitCode::from(match self {
            Self::Operator(_) => 2,
            Self::Unexpected(_) => 1,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator(sentence) => f.write_str(sentence),
            Self::Unexpected(what) => write!(f, "Unerwarteter Fehler. {what}"),
        }
    }
}

impl From<crate::config::ConfigError> for Failure {
    fn from(error: crate::config::ConfigError) -> Self {
        Self::operator(error)
    }
}
