//! What the browser can be told when something was not done.

use domain::Refusal;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function has no answer. Nothing in it tells more than the person may know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// A rule says no; the sentence is for the person.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody is signed in.
    #[error("Bitte melden Sie sich an.")]
    SignIn,
    /// Signed in, but not for this.
    #[error("Für diese Seite haben Sie keine Berechtigung.")]
    Forbidden,
    /// There is no such thing, or none that this person may know of.
    #[error("Das haben wir nicht gefunden.")]
    NotFound,
    /// A field is empty or cannot be read, such as a date.
    #[error("Eine Angabe fehlt oder ist unvollständig. Bitte füllen Sie alle Felder aus.")]
    Incomplete,
    /// Our fault.
    #[error("Da ist bei uns etwas schiefgegangen. Bitte versuchen Sie es noch einmal.")]
    Internal,
    /// The server could not be reached.
    #[error("Keine Verbindung. Bitte versuchen Sie es noch einmal, sobald Sie wieder Netz haben.")]
    Offline,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::Incomplete,
            _ => Self::Internal,
        }
    }
}
