//! Forms of browsers without script: what was typed into a refused one comes back with its page.
//!
//! A server function answers a refused plain form with a redirect to the form's page, whose address carries the error.
//! What was typed must not be in an address, which is kept and logged: it travels in a cookie that lives for a minute.

use std::collections::BTreeMap;

use app::posted::Posted;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, Method, Uri, header, request::Parts};

use super::{
    cookie::{Cookies, Jar},
    csrf::SERVER_FUNCTIONS,
    limits::BODY_BYTES,
    page::wants_page,
    site::Site,
};

/// What is never sent back.
const SECRET: [&str; 5] = ["password", "current", "new", "token", "code"];
/// Browsers drop cookies above 4,096 bytes.
const MOST: usize = 3_500;
/// In seconds; the page follows at once.
const LIVES: u32 = 60;

/// Keeps what was typed where the answer sends a plain form back to its page.
pub async fn keep(State(site): State<Site>, request: Request, next: Next) -> Response {
    if !is_plain_form(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_BYTES).await else {
        return super::limits::too_large().answer(&parts.headers);
    };
    let again = Request::from_parts(parts, Body::from(body.clone()));
    let mut response = next.run(again).await;
    if let Some(page) = sent_back(response.headers())
        && let Some(cookie) = cookie(site.cookies, page, &body)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What was typed into the refused form that the page of this request answers.
pub fn read(parts: &Parts, cookies: Cookies) -> Option<Posted> {
    if !parts
        .uri
        .query()
        .is_some_and(|query| query.contains("__err="))
    {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD
        .decode(cookies.read(Jar::Typed, &parts.headers)?)
        .ok()?;
    let posted: Posted = serde_json::from_slice(&bytes).ok()?;
    (posted.page == parts.uri.path()).then_some(posted)
}

fn is_plain_form(request: &Request) -> bool {
    request.method() == Method::POST
        && request.uri().path().starts_with(SERVER_FUNCTIONS)
        && wants_page(request.headers())
}

/// Path of the page, if the answer is a redirect with an error.
fn sent_back(answer: &HeaderMap) -> Option<String> {
    let location = answer.get(header::LOCATION)?.to_str().ok()?;
    let page: Uri = location.parse().ok()?;
    page.query()?
        .contains("__err=")
        .then(|| page.path().to_owned())
}

fn cookie(cookies: Cookies, page: String, body: &[u8]) -> Option<HeaderValue> {
    let fields: BTreeMap<String, String> = serde_urlencoded::from_bytes(body).ok()?;
    let fields = fields
        .into_iter()
        .filter(|(name, _)| !SECRET.contains(&name.as_str()))
        .collect();
    let errors = Vec::new();
    let posted = Posted {
        page,
        fields,
        errors,
    };
    let value = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&posted).ok()?);
    let name = cookies.name(Jar::Typed);
    let secure = if cookies.is_secure() { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={LIVES}; HttpOnly; SameSite=Lax{secure}");
    (line.len() <= MOST).then(|| HeaderValue::from_str(&line).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(query: &str, cookie: &str) -> Parts {
        let request = http::Request::builder()
            .uri(format!("/anmelden{query}"))
            .header(header::COOKIE, cookie);
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn what_was_typed_comes_back_without_the_secrets() {
        let cookies = Cookies::new(false);
        let body = b"email=vera%40post.example&password=geheim&ziel=%2F";
        let line = cookie(cookies, "/anmelden".to_owned(), body).unwrap();
        let line = line.to_str().unwrap().split(';').next().unwrap();
        let posted = read(&parts("?__path=x&__err=y", line), cookies).unwrap();
        assert_eq!(posted.page, "/anmelden");
        assert_eq!(posted.value("email"), "vera@post.example");
        assert_eq!(posted.value("password"), "");
        assert_eq!(read(&parts("", line), cookies), None);
    }

    #[test]
    fn a_cookie_no_browser_would_keep_is_not_sent() {
        let body = format!("text={}", "a".repeat(4_000));
        assert_eq!(
            cookie(Cookies::new(true), "/".to_owned(), body.as_bytes()),
            None
        );
    }

    #[test]
    fn only_an_answer_with_an_error_is_a_refusal() {
        for (location, page) in [
            (
                "http://127.0.0.1/anmelden?__path=a&__err=b",
                Some("/anmelden"),
            ),
            ("/registrieren/e-mail", None),
        ] {
            let mut answer = HeaderMap::new();
            answer.insert(header::LOCATION, location.parse().unwrap());
            assert_eq!(sent_back(&answer).as_deref(), page);
        }
    }
}
