//! What can be wrong with an upload: a person's slip, or the end of the request.

use std::{fmt, io};

use http::StatusCode;
use thiserror::Error;

use crate::http::page::Notice;

/// A person's slip, as a sentence for the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// One file is too large.
    FileTooLarge {
        /// The file's name on the person's device.
        name: String,
        /// The most bytes a file may have.
        most_bytes: u64,
    },
    /// More files than a form may have.
    TooManyFiles {
        /// The most files.
        most: usize,
    },
    /// The texts are too long.
    TextTooLong,
}

impl Problem {
    /// The form's field it belongs to.
    pub fn field(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } | Self::TooManyFiles { .. } => "photos",
            Self::TextTooLong => "text",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileTooLarge { name, most_bytes } => write!(
                f,
                "Die Datei „{name}“ ist größer als {} MB. Bitte wählen Sie ein kleineres Bild.",
                most_bytes / (1024 * 1024)
            ),
            Self::TooManyFiles { most } => {
                write!(
                    f,
                    "Es sind höchstens {most} Fotos möglich. Bitte nehmen Sie einige heraus."
                )
            }
            Self::TextTooLong => f.write_str("Der Text ist zu lang. Bitte kürzen Sie ihn."),
        }
    }
}

/// Why an upload could not be read to its end.
#[derive(Debug, Error)]
pub enum UploadError {
    /// No `multipart/form-data`.
    #[error("not a multipart form")]
    NotAForm,
    /// Cut off or not what the format says.
    #[error("broken multipart form")]
    Broken,
    /// More parts than any form of ours has.
    #[error("too many parts")]
    TooManyParts,
    /// More bytes than are read at all.
    #[error("too many bytes")]
    TooLarge,
    /// A pause or a pace no working line has.
    #[error("too slow")]
    TooSlow,
    /// The disk refused.
    #[error("cannot be stored: {0}")]
    Storage(#[from] io::Error),
}

impl UploadError {
    /// The answer for the person.
    pub fn notice(&self) -> Notice {
        let again = "Das Hochladen wurde unterbrochen. Bitte prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.";
        match self {
            Self::NotAForm => Notice::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Diese Form kennt das Portal nicht",
                "Das Portal nimmt hier nur seine eigenen Formulare an. Laden Sie die Seite neu, und versuchen Sie es noch einmal.",
            ),
            Self::Broken => Notice::new(StatusCode::BAD_REQUEST, "Nicht angekommen", again),
            Self::TooSlow => Notice::new(StatusCode::REQUEST_TIMEOUT, "Nicht angekommen", again),
            Self::TooManyParts | Self::TooLarge => Notice::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Das ist zu viel auf einmal",
                "Zusammen sind die Dateien zu groß. Bitte wählen Sie weniger oder kleinere Bilder.",
            ),
            Self::Storage(_) => Notice::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "Fotos gehen gerade nicht",
                "Das Portal kann im Moment keine Fotos speichern. Senden Sie den Text ohne Fotos, oder rufen Sie uns an.",
            ),
        }
    }
}
