//! Forms of browsers without script: a refused one is answered with its page, in which stands what was typed.
//!
//! A server function would send a refused plain form back to its page by a redirect, which carries the error in the
//! address and nothing of what was typed. The page is rendered here instead, as that redirect would have shown it.

use std::collections::BTreeMap;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, Method, StatusCode, Uri, header};

use super::{csrf::SERVER_FUNCTIONS, limits::BODY_BYTES, page::wants_page, site::Site};

/// What is never sent back.
const SECRET: [&str; 5] = ["password", "current", "new", "token", "code"];

/// Answers a refused plain form with its page.
pub async fn bring_back(State(site): State<Site>, request: Request, next: Next) -> Response {
    if !is_plain_form(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_BYTES).await else {
        return super::limits::too_large().answer(&parts.headers);
    };
    let again = Request::from_parts(parts.clone(), Body::from(body.clone()));
    let answer = next.run(again).await;
    let Some(page) = sent_back(answer.headers()) else {
        return answer;
    };
    let mut response = site
        .render_refused(&parts, page, typed(&body), Vec::new())
        .await;
    if let Some(later) = answer.headers().get(header::RETRY_AFTER) {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, later.clone());
    }
    // A refusal may end something as well, such as a registration that took too long.
    for cookie in answer.headers().get_all(header::SET_COOKIE) {
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, cookie.clone());
    }
    response
}

fn is_plain_form(request: &Request) -> bool {
    request.method() == Method::POST
        && request.uri().path().starts_with(SERVER_FUNCTIONS)
        && wants_page(request.headers())
}

/// The page, if the answer is a redirect with an error.
fn sent_back(answer: &HeaderMap) -> Option<Uri> {
    let location = answer.get(header::LOCATION)?.to_str().ok()?;
    let page: Uri = location.parse().ok()?;
    page.query()?.contains("__err=").then_some(())?;
    // Ours, whichever host the browser named as the one it came from.
    Uri::try_from(page.path_and_query()?.as_str()).ok()
}

/// What was typed, but for the secrets.
fn typed(body: &[u8]) -> BTreeMap<String, String> {
    let mut fields: BTreeMap<String, String> =
        serde_urlencoded::from_bytes(body).unwrap_or_default();
    fields.retain(|name, _| !SECRET.contains(&name.as_str()));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_without_the_secrets() {
        let fields = typed(b"email=vera%40post.example&password=geheim&code=123456&ziel=%2F");
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        assert_eq!(names, ["email", "ziel"]);
        assert_eq!(fields["email"], "vera@post.example");
    }

    #[test]
    fn only_an_answer_with_an_error_is_a_refusal() {
        for (location, page) in [
            (
                "http://fremd.example/anmelden?__path=a&__err=b",
                Some("/anmelden?__path=a&__err=b"),
            ),
            ("/registrieren/e-mail", None),
        ] {
            let mut answer = HeaderMap::new();
            answer.insert(header::LOCATION, location.parse().unwrap());
            let found = sent_back(&answer).map(|page| page.to_string());
            assert_eq!(found.as_deref(), page);
        }
    }
}
