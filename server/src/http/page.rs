//! Small pages that need neither database nor app: refusals and failures.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};

use super::assets;

/// A refusal: what happened, and what to do.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The answer's status.
    pub status: StatusCode,
    /// What happened, in a few words.
    pub heading: &'static str,
    /// What happened and what to do, in whole sentences.
    pub text: String,
}

impl Notice {
    /// A notice with a fixed text.
    pub fn new(status: StatusCode, heading: &'static str, text: &str) -> Self {
        Self {
            status,
            heading,
            text: text.to_owned(),
        }
    }

    /// A page for a person, the plain sentence for a program, as the request's headers ask.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        if wants_page(asked) {
            let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (self.status, html, self.page()).into_response()
        } else {
            let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (self.status, text, self.text.clone()).into_response()
        }
    }

    fn page(&self) -> String {
        let Self { heading, text, .. } = self;
        let style = match assets::ENTRY.css {
            "" => String::new(),
            css => format!("<link rel=\"stylesheet\" href=\"{css}\">"),
        };
        let text = escape(text);
        format!(
            "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>{heading}</title>{style}<link rel=\"stylesheet\" href=\"/brand.css\">\
             <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"></head>\
             <body><div class=\"gate\"><main class=\"content\"><div class=\"empty\">\
             <h1>{heading}</h1><p>{text}</p><a class=\"btn btn-secondary\" href=\"/\">Zur Startseite</a>\
             </div></main></div></body></html>"
        )
    }
}

/// A browser that shows pages, not a program.
pub fn wants_page(asked: &HeaderMap) -> bool {
    asked
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// A text that cannot become markup.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_become_markup() {
        let notice = Notice::new(StatusCode::NOT_FOUND, "Nichts", "<b onclick=\"x\">&");
        assert!(
            notice
                .page()
                .contains("<p>&lt;b onclick=&quot;x&quot;&gt;&amp;</p>")
        );
    }
}
