//! One file: found and decoded.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::report::Report;
use super::tables::Text;

/// Bytes one file may have (512 MiB), so that a wrong file cannot fill the memory.
const BYTES: u64 = 512 * 1024 * 1024;

/// What could not be read, as the report says already.
#[derive(Debug)]
pub(crate) struct Told;

/// The bytes of a file, if it is there; `name` is what the report calls it.
///
/// # Errors
/// It cannot be read, or is too large.
pub(crate) fn bytes(path: &Path, name: &str, report: &mut Report) -> Result<Option<Vec<u8>>, Told> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|open| open.take(BYTES + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        if error.kind() == std::io::ErrorKind::NotFound {
            return Ok(None);
        }
        let reason = format!("Die Datei lässt sich nicht lesen ({error}).");
        report.add(name, None, None, reason);
        return Err(Told);
    }
    if u64::try_from(bytes.len()).is_ok_and(|length| length > BYTES) {
        report.add(name, None, None, "Die Datei ist größer als 512 MB.");
        return Err(Told);
    }
    Ok(Some(bytes))
}

/// The text of a file, without byte order mark.
pub(super) fn load(path: &Path, report: &mut Report) -> Text<'static> {
    let file = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let bytes = match bytes(path, &file, report) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Text::Missing,
        Err(Told) => return Text::Illegible,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Text::Found(Cow::Owned(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let reason =
                "Die Datei ist nicht in UTF-8 gespeichert. Wählen Sie beim Export „CSV UTF-8“.";
            report.add(&file, u64::try_from(line).ok(), None, reason);
            Text::Illegible
        }
    }
}
