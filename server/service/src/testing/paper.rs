//! What stands on a letter, as `pdftotext` reads it, and papers of any text.

use std::process::Command;

use chrono::NaiveDate;
use delivery::{PlainDocument, Sender};
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

/// A PDF of one page with a heading and some text.
///
/// # Errors
/// The text does not fit.
pub fn pdf(title: &str, text: &str) -> Result<Vec<u8>> {
    let paper = PlainDocument {
        sender: Sender::sample(),
        title: title.to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default(),
        facts: Vec::new(),
        text: text.to_owned(),
    };
    Ok(delivery::plain_document(&paper)?)
}
