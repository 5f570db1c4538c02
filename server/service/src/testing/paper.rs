//! What stands on a letter, as `pdftotext` reads it.

use std::process::Command;

use domain::activation::{AccessNumber, ActivationCode};

use crate::{Error, Result};

/// Number and code of an activation letter, as its person types them.
///
/// # Errors
/// `pdftotext` is missing, or one of them is not on the paper.
pub fn numbers(pdf: &[u8]) -> Result<(String, String)> {
    let unread = |_| Error::Internal("the letter cannot be read");
    let folder = tempfile::tempdir().map_err(unread)?;
    let file = folder.path().join("letter.pdf");
    std::fs::write(&file, pdf).map_err(unread)?;
    let output = Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .map_err(unread)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let number = text.lines().find_map(|line| AccessNumber::read(line).ok());
    let code = text
        .lines()
        .find_map(|line| ActivationCode::read(line).ok());
    match (number, code) {
        (Some(number), Some(code)) => Ok((number.grouped(), code.grouped())),
        _ => Err(Error::Internal("no number and code on the letter")),
    }
}
