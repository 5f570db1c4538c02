//! Files that are handed over beside the pages: their headers, and what is said where there is none.

use axum::response::{IntoResponse, Response};
use domain::Refusal;
use http::{HeaderMap, HeaderName, StatusCode, header};
use tracing::error;

use super::{later, page::Notice};

/// The headers of a file: nobody keeps it on the way, and nothing in it ever runs.
pub fn headers(kind: &str, disposition: String) -> [(HeaderName, String); 4] {
    [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ]
}

/// What is said instead of one kind of file.
#[derive(Debug)]
pub struct Instead {
    /// To whom it is not there.
    pub missing: &'static str,
    /// To whoever is not signed in.
    pub sign_in: &'static str,
    /// Where it could not be read or made.
    pub failed: &'static str,
    /// The same, in the log.
    pub log: &'static str,
}

impl Instead {
    /// A PDF under its name, to be kept, not shown: the browser opens it with what reads PDFs, outside of our pages.
    pub fn pdf(&self, made: service::Result<(String, Vec<u8>)>, asked: &HeaderMap) -> Response {
        match made {
            Ok((name, pdf)) => {
                let name = format!("attachment; filename=\"{name}\"");
                (headers("application/pdf", name), pdf).into_response()
            }
            Err(service::Error::Refused(refusal)) => {
                later::mark(&refusal, wait(&refusal).answer(asked))
            }
            Err(error) => self.answer(&error, asked),
        }
    }

    /// There is no such file for the one who asks.
    pub fn missing(&self, asked: &HeaderMap) -> Response {
        let heading = "Das haben wir nicht gefunden";
        Notice::new(StatusCode::NOT_FOUND, heading, self.missing).answer(asked)
    }

    /// Why there is none; whoever may not have it does not learn that it is there.
    pub fn answer(&self, why: &service::Error, asked: &HeaderMap) -> Response {
        let (status, heading, text) = match why {
            service::Error::SignIn => (
                StatusCode::UNAUTHORIZED,
                "Bitte melden Sie sich an",
                self.sign_in,
            ),
            service::Error::NotFound | service::Error::Forbidden => return self.missing(asked),
            error => {
                error!(%error, "{}", self.log);
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                (status, "Das hat nicht geklappt", self.failed)
            }
        };
        Notice::new(status, heading, text).answer(asked)
    }
}

/// The press has too much to do, or this account has had its share of it.
fn wait(refusal: &Refusal) -> Notice {
    Notice {
        status: app::ssr::status_of(refusal),
        heading: "Bitte einen Augenblick",
        text: refusal.to_string(),
    }
}
