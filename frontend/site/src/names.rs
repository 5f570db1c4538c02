//! File names that change with their content, so that a browser may keep them for ever.

use sha2::{Digest, Sha256};

/// The first 16 hexadecimal digits of the content's SHA-256.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// `sprite.svg` becomes `sprite.<digest>.svg`.
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    let digest = digest(bytes);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{digest}.{extension}"),
        None => format!("{name}.{digest}"),
    }
}

/// The content type by the name's ending.
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// True for what shrinks: pictures and fonts are compressed already.
pub fn shrinks(name: &str) -> bool {
    ["js", "wasm", "css", "svg", "txt"]
        .iter()
        .any(|extension| name.ends_with(&format!(".{extension}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_another_name() {
        assert_eq!(hashed("sprite.svg", b"a"), "sprite.ca978112ca1bbdca.svg");
        assert_ne!(hashed("sprite.svg", b"a"), hashed("sprite.svg", b"b"));
    }

    #[test]
    fn only_text_and_wasm_are_compressed_again() {
        assert!(shrinks("hausportal.wasm") && shrinks("sw.js"));
        assert!(!shrinks("font.woff2") && !shrinks("icon.png"));
    }
}
