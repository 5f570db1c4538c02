//! What commands say on standard output and standard error; whoever stops listening is no fault.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

use crate::failure::Failure;

/// Writes a line.
///
/// # Errors
/// When it cannot be written, as on a full disk; a pipe that nobody reads any more is left in peace.
pub fn line(text: impl Display) -> Result<(), Failure> {
    written(writeln!(io::stdout(), "{text}"))
}

/// Writes a text that brings its own line breaks.
///
/// # Errors
/// As [`line`].
pub fn text(text: impl Display) -> Result<(), Failure> {
    written(write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush()))
}

/// Writes a text to standard error, as well as it goes.
pub fn aside(text: impl Display) {
    let _ = write!(io::stderr(), "{text}");
}

fn written(done: io::Result<()>) -> Result<(), Failure> {
    match done {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::operator(format!(
            "Die Ausgabe lässt sich nicht schreiben ({}).",
            Failure::reason(&error)
        ))),
        _ => Ok(()),
    }
}
