//! How a command ends when it cannot do its work: one German sentence and an exit code.

use std::{fmt, process::ExitCode};

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

    /// Writes the sentence to standard error; the code is 2 for the operator's part, 1 for ours.
    pub fn report(&self) -> ExitCode {
        eprintln!("{self}");
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
