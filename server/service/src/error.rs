//! What a use case can fail with: the answers a caller can act on, and the rest.

use domain::Refusal;
use domain::document::DocumentRefusal;
use domain::photo::PhotoRefusal;

use crate::photo::DeskError;

/// Each variant is one answer to the one who asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not done, with the sentence that says why and what to do.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignIn,
    /// Signed in, but the role may not do this.
    #[error("the role may not do this")]
    Forbidden,
    /// There is no such thing, or the caller must not know that there is.
    #[error("there is no such thing")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The blob store failed.
    #[error(transparent)]
    Blob(#[from] store::blobs::BlobError),
    /// A mail, letter or archive could not be written.
    #[error("{0}")]
    Delivery(String),
    /// Something that must not happen.
    #[error("{0}")]
    Internal(&'static str),
}

impl Error {
    /// Logs what nobody asked for; called once, where the answer leaves the house.
    pub fn report(&self, request: &str) {
        if matches!(
            self,
            Self::Store(_) | Self::Blob(_) | Self::Delivery(_) | Self::Internal(_)
        ) {
            tracing::error!(request, error = %self, "a request failed");
        }
    }
}

impl From<PhotoRefusal> for Error {
    fn from(refusal: PhotoRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<DocumentRefusal> for Error {
    fn from(refusal: DocumentRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<DeskError> for Error {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Refused(refusal) => refusal.into(),
            DeskError::Busy => Refusal::Busy.into(),
            DeskError::Read(_) => Self::Internal("an upload could not be read again"),
        }
    }
}

impl From<delivery::LetterError> for Error {
    fn from(error: delivery::LetterError) -> Self {
        match error {
            delivery::LetterError::Unprintable(signs) => Refusal::Unprintable { signs }.into(),
            error => Self::Delivery(error.to_string()),
        }
    }
}
