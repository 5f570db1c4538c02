//! Text between the tags of a `<textarea>`: the framework writes it as it stands, so it is made harmless here.

/// The text with the three signs that HTML would read spelled out. For `inner_html`, which server and browser both
/// read as HTML, so that the person sees exactly what was typed.
pub fn raw_text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
