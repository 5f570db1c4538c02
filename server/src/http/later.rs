//! Refusals with a status of their own, and when to come back where time heals them.

use axum::response::Response;
use domain::Refusal;
use http::{HeaderValue, StatusCode, header};

/// Gives the answer to a refusal its status and `Retry-After`, where trying again later helps.
pub fn mark(refusal: &Refusal, mut response: Response) -> Response {
    if response.status() == StatusCode::UNPROCESSABLE_ENTITY {
        *response.status_mut() = app::ssr::status_of(refusal);
    }
    if let Some(seconds) = refusal.retry_after() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn who_is_to_come_back_is_told_when() {
        for (refusal, status, seconds) in [
            (Refusal::Busy, 503, Some("5")),
            (Refusal::TooMany, 429, Some("3600")),
            (Refusal::Wait { seconds: 7 }, 429, Some("7")),
            (Refusal::StorageFull, 507, None),
            (Refusal::TextMissing, 422, None),
        ] {
            let answer = StatusCode::UNPROCESSABLE_ENTITY.into_response();
            let answer = mark(&refusal, answer);
            assert_eq!(answer.status(), status, "{refusal:?}");
            let later = answer.headers().get(header::RETRY_AFTER);
            assert_eq!(later.map(HeaderValue::as_bytes), seconds.map(str::as_bytes));
        }
    }
}
