//! The browser's files, from memory: found by address, compressed beforehand, kept by browsers for ever.

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::headers::{ALWAYS, TRANSPORT};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The addresses every page links to; empty where the site was not built.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The module that loads the wasm.
    pub js: &'static str,
    /// The module that fetches the bundles.
    pub link: &'static str,
    /// The wasm.
    pub wasm: &'static str,
    /// The style sheet.
    pub css: &'static str,
    /// The typeface to preload.
    pub font: &'static str,
    /// The icons.
    pub sprite: &'static str,
}

/// One file as it was embedded.
#[derive(Debug)]
pub struct File {
    /// Its name without the hash.
    pub name: &'static str,
    /// Its address.
    pub path: &'static str,
    /// The `Content-Type` header.
    pub content_type: &'static str,
    /// Whether the address holds the content's hash.
    pub immutable: bool,
    /// A hash of the content.
    pub tag: &'static str,
    /// The content.
    pub raw: &'static [u8],
    /// The content in brotli.
    pub br: Option<&'static [u8]>,
    /// The content in gzip.
    pub gz: Option<&'static [u8]>,
}

/// The address of the file that is called `name` in the sources.
pub fn address(name: &str) -> Option<&'static str> {
    FILES
        .iter()
        .find(|file| file.name == name)
        .map(|file| file.path)
}

/// All files with their answers made ready.
#[derive(Clone, Debug)]
pub struct Shelf {
    by_path: Arc<HashMap<&'static str, Prepared>>,
}

#[derive(Debug)]
struct Prepared {
    br: Option<Form>,
    gz: Option<Form>,
    raw: Form,
}

#[derive(Debug)]
struct Form {
    body: &'static [u8],
    tag: HeaderValue,
    headers: HeaderMap,
}

impl Shelf {
    /// The embedded files.
    pub fn new(https: bool) -> Self {
        Self::of(FILES, https)
    }

    /// The given files; `https` adds the transport header.
    pub fn of(files: &'static [File], https: bool) -> Self {
        let prepared = |file: &'static File| Prepared {
            br: file.br.and_then(|body| form(file, body, "br", https)),
            gz: file.gz.and_then(|body| form(file, body, "gzip", https)),
            raw: form(file, file.raw, "", https).unwrap_or_else(|| Form {
                body: file.raw,
                tag: HeaderValue::from_static("\"\""),
                headers: HeaderMap::new(),
            }),
        };
        let by_path = files.iter().map(|file| (file.path, prepared(file)));
        Self {
            by_path: Arc::new(by_path.collect()),
        }
    }

    fn answer(&self, request: &Request) -> Option<Response> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return None;
        }
        let file = self.by_path.get(request.uri().path())?;
        let form = file.negotiated(request.headers());
        let mut response = Response::default();
        *response.headers_mut() = form.headers.clone();
        if request.headers().get(header::IF_NONE_MATCH) == Some(&form.tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_LENGTH);
        } else if request.method() == Method::GET {
            *response.body_mut() = Body::from(Bytes::from_static(form.body));
        }
        Some(response)
    }
}

impl Prepared {
    /// The smallest form the browser takes.
    fn negotiated(&self, headers: &HeaderMap) -> &Form {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        match (&self.br, &self.gz) {
            (Some(br), _) if takes(accepted, "br") => br,
            (_, Some(gz)) if takes(accepted, "gzip") => gz,
            _ => &self.raw,
        }
    }
}

fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// None only if the site builder wrote a header value that is none.
fn form(file: &File, body: &'static [u8], encoding: &'static str, https: bool) -> Option<Form> {
    let mut headers = HeaderMap::new();
    let tag = HeaderValue::try_from(format!("\"{}{encoding}\"", file.tag)).ok()?;
    let caching = match file.immutable {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(file.content_type),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::ETAG, tag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !encoding.is_empty() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        let value = HeaderValue::from_static(TRANSPORT);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    Some(Form { body, tag, headers })
}

/// Answers requests for files, and lets all others pass.
pub async fn serve(State(shelf): State<Shelf>, request: Request, next: Next) -> Response {
    match shelf.answer(&request) {
        Some(response) => response,
        None => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TWO: &[File] = &[
        File {
            name: "a.js",
            path: "/pkg/a.01.js",
            content_type: "text/javascript",
            immutable: true,
            tag: "01",
            raw: b"let a = 1;",
            br: Some(b"br"),
            gz: Some(b"gz!"),
        },
        File {
            name: "sw.js",
            path: "/sw.js",
            content_type: "text/javascript",
            immutable: false,
            tag: "02",
            raw: b"sw",
            br: None,
            gz: None,
        },
    ];

    fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Option<Response> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("request");
        Shelf::of(TWO, false).answer(&request)
    }

    fn header<'r>(response: &'r Response, name: &str) -> &'r str {
        let value = response.headers().get(name);
        value.map_or("", |value| value.to_str().expect("text"))
    }

    #[test]
    fn the_browser_gets_the_smallest_form_it_takes() {
        for (accepted, encoding, length) in [
            ("gzip, deflate, br, zstd", "br", "2"),
            ("gzip", "gzip", "3"),
            ("br;q=0, gzip;q=0.5", "gzip", "3"),
            ("identity", "", "10"),
        ] {
            let response =
                ask("GET", "/pkg/a.01.js", &[("accept-encoding", accepted)]).expect("file");
            assert_eq!(
                header(&response, "content-encoding"),
                encoding,
                "{accepted}"
            );
            assert_eq!(header(&response, "content-length"), length, "{accepted}");
            assert_eq!(header(&response, "vary"), "accept-encoding");
        }
    }

    #[test]
    fn hashed_files_are_kept_and_the_worker_is_asked_for_again() {
        let file = ask("GET", "/pkg/a.01.js", &[]).expect("file");
        assert_eq!(
            header(&file, "cache-control"),
            "public, max-age=31536000, immutable"
        );
        let worker = ask("GET", "/sw.js", &[]).expect("file");
        assert_eq!(header(&worker, "cache-control"), "no-cache");
        let tag = header(&worker, "etag").to_owned();
        let again = ask("GET", "/sw.js", &[("if-none-match", &tag)]).expect("file");
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn head_tells_the_length_and_post_is_not_ours() {
        let head = ask("HEAD", "/sw.js", &[]).expect("file");
        assert_eq!(header(&head, "content-length"), "2");
        assert!(ask("POST", "/sw.js", &[]).is_none());
        assert!(ask("GET", "/pkg/../sw.js", &[]).is_none());
    }
}
