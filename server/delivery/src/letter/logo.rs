//! The operator's logo: an SVG that does nothing, or a PNG of reasonable size.

use typst::foundations::Bytes;

use super::Flaw;

/// Bytes a logo may have: it goes into each letter.
const MOST_BYTES: usize = 512 * 1024;
/// Pixels of a side that a PNG may have.
const MOST_PIXELS: u32 = 4_000;
/// What every PNG begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What has no place in a picture: it would act, or fetch something.
const ACTING: [&str; 6] = [
    "<script",
    "<foreignobject",
    "<!doctype",
    "<!entity",
    "javascript:",
    "@import",
];

/// A logo that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    pub(super) form: LogoForm,
    pub(super) bytes: Bytes,
}

/// How a logo is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LogoForm {
    Svg,
    Png,
}

impl Logo {
    /// Takes the content of `file` for a logo; the end of its name says what it is.
    ///
    /// # Errors
    /// The flaw says why not.
    pub fn read(file: &str, bytes: Vec<u8>) -> Result<Self, Flaw> {
        let flaw = |reason: &str| Flaw::of(file, reason);
        let end = file.rsplit('.').next().unwrap_or_default();
        let form = match end.to_ascii_lowercase().as_str() {
            "svg" => LogoForm::Svg,
            "png" => LogoForm::Png,
            _ => return Err(flaw("Ein Logo ist eine Datei auf .svg oder .png.")),
        };
        if bytes.len() > MOST_BYTES {
            return Err(flaw("Das Logo ist größer als 512 KB."));
        }
        match form {
            LogoForm::Svg => svg(&bytes).map_err(flaw)?,
            LogoForm::Png => png(&bytes).map_err(flaw)?,
        }
        Ok(Self {
            form,
            bytes: Bytes::new(bytes),
        })
    }

    /// The picture.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it is, for browsers.
    pub const fn content_type(&self) -> &'static str {
        match self.form {
            LogoForm::Svg => "image/svg+xml",
            LogoForm::Png => "image/png",
        }
    }

    /// Where templates find it.
    pub(super) const fn path(&self) -> &'static str {
        match self.form {
            LogoForm::Svg => "/logo.svg",
            LogoForm::Png => "/logo.png",
        }
    }
}

/// Side lengths stand at the same place in every PNG.
fn png(bytes: &[u8]) -> Result<(), &'static str> {
    let side = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    match (bytes.starts_with(PNG), side(16), side(20)) {
        (true, Some(width), Some(height)) if width.max(height) <= MOST_PIXELS => Ok(()),
        (true, Some(_), Some(_)) => Err("Das Logo ist breiter oder höher als 4000 Bildpunkte."),
        _ => Err("Die Datei ist kein PNG."),
    }
}

fn svg(bytes: &[u8]) -> Result<(), &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "Die Datei ist kein SVG in UTF-8.")?;
    let text = text.to_lowercase();
    if !text.contains("<svg") {
        return Err("Die Datei ist kein SVG.");
    }
    if ACTING.iter().any(|word| text.contains(word)) || has_handler(&text) {
        return Err(
            "Das SVG enthält Programmcode oder Fremdes. Bitte speichern Sie es als reines Bild.",
        );
    }
    if fetches(&text) {
        return Err("Das SVG lädt andere Dateien nach. Bitte betten Sie sie ein.");
    }
    Ok(())
}

/// Attributes such as `onload=` run something.
fn has_handler(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let begins =
            text[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'));
        let rest = text[at..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        begins && rest.trim_start().starts_with('=')
    })
}

/// Links and styles may name what lies in the same file, and embedded pictures.
fn fetches(text: &str) -> bool {
    let inside = |target: &str| {
        let target =
            target.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        target.starts_with('#') || target.starts_with("data:image/")
    };
    let linked = text.match_indices("href").any(|(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        rest.strip_prefix('=').is_some_and(|target| !inside(target))
    });
    let styled = text
        .match_indices("url(")
        .any(|(at, word)| !inside(&text[at + word.len()..]));
    linked || styled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(file: &str, bytes: &[u8]) -> Option<String> {
        Logo::read(file, bytes.to_vec())
            .err()
            .map(|flaw| flaw.reason)
    }

    #[test]
    fn a_picture_is_taken_and_what_acts_is_not() {
        let svg = |inner: &str| {
            let text = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inner}</svg>"#
            );
            refused("logo.SVG", text.as_bytes())
        };
        assert_eq!(
            svg(r##"<rect fill="url(#g)" width="9"/><use href="#a"/>"##),
            None
        );
        assert_eq!(svg(r#"<image href="data:image/png;base64,AA"/>"#), None);
        for acting in [
            "<script>alert(1)</script>",
            r#"<rect onload="alert(1)"/>"#,
            "<rect\tonclick = 'alert(1)'/>",
            r#"<a href="javascript:alert(1)"/>"#,
            "<style>@import 'x'</style>",
            "<foreignObject/>",
        ] {
            assert!(svg(acting).unwrap().contains("Programmcode"), "{acting}");
        }
        for fetching in [
            r#"<image href="/etc/hosts"/>"#,
            r#"<image xlink:href = "https://x.example/a.png"/>"#,
            "<rect style='fill:url(https://x.example/a)'/>",
            r#"<a href="data:text/html,x"/>"#,
        ] {
            assert!(svg(fetching).unwrap().contains("nach"), "{fetching}");
        }
        assert!(refused("logo.svg", b"hello").is_some());
        assert!(
            refused("logo.gif", b"GIF89a")
                .unwrap()
                .contains(".svg oder .png")
        );
        assert!(refused("logo.svg", &vec![b' '; MOST_BYTES + 1]).is_some());
    }

    #[test]
    fn a_png_says_how_large_it_is() {
        let png = |width: u32, height: u32| {
            let mut bytes = PNG.to_vec();
            bytes.extend([0, 0, 0, 13]);
            bytes.extend(b"IHDR");
            bytes.extend(width.to_be_bytes());
            bytes.extend(height.to_be_bytes());
            bytes
        };
        assert_eq!(refused("logo.png", &png(800, 200)), None);
        assert!(refused("logo.png", &png(50_000, 50_000)).is_some());
        assert!(refused("logo.png", b"\x89PNG").is_some());
        assert!(refused("logo.png", b"<svg/>").is_some());
    }
}
