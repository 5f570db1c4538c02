//! Brotli and gzip beside each file that shrinks.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::places::write;

/// Writes `<path>.br` (quality 11) and `<path>.gz` (level 9). `keep` leaves those that are already there:
/// right for names that hold the content's hash. Returns the Brotli file's size in bytes.
pub fn beside(path: &Path, bytes: &[u8], keep: bool) -> Result<usize, Fault> {
    let brotli = with_ending(path, ".br");
    let gzip = with_ending(path, ".gz");
    if !(keep && brotli.is_file() && gzip.is_file()) {
        write(&gzip, &gzipped(bytes).map_err(Fault::file(&gzip))?)?;
        write(&brotli, &brotlied(bytes).map_err(Fault::file(&brotli))?)?;
    }
    let length = std::fs::metadata(&brotli)
        .map_err(Fault::file(&brotli))?
        .len();
    Ok(usize::try_from(length).unwrap_or(usize::MAX))
}

/// The path with something added at its end.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn brotlied(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &settings)?;
    Ok(out)
}

fn gzipped(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_forms_give_the_text_back() {
        let text = b"Schaden melden ".repeat(40);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut brotlied(&text).unwrap().as_slice(), &mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(gzipped(&text).unwrap().as_slice())
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, text);
    }
}
