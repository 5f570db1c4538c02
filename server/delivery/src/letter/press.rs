//! The press: typst with our templates and our fonts, and nothing else within reach.
//!
//! Facts come in as JSON and are only ever printed as strings. There is no file system, no package and no clock: a
//! template can read itself, its frame and the facts. Fonts, templates and the standard library are loaded once.

use std::sync::LazyLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::LetterError;

/// How many letters a cached piece of layout may stay unused.
const CACHE_AGE: usize = 2;

const FONTS: [&[u8]; 4] = [
    include_bytes!("../../templates/fonts/atkinson-hyperlegible-next-regular.ttf"),
    include_bytes!("../../templates/fonts/atkinson-hyperlegible-next-bold.ttf"),
    include_bytes!("../../templates/fonts/atkinson-hyperlegible-mono-bold.ttf"),
    include_bytes!("../../templates/fonts/noto-sans-fallback.ttf"),
];

/// The templates that can be printed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Activation,
    Receipt,
    Mandate,
    BankNotice,
}

struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    activation: Source,
    receipt: Source,
    mandate: Source,
    bank_notice: Source,
    frame: Source,
    facts: FileId,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS
        .iter()
        .filter_map(|data| Font::new(Bytes::new(*data), 0))
        .collect();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        activation: source(
            "/activation.typ",
            include_str!("../../templates/letters/activation.typ"),
        ),
        receipt: source(
            "/receipt.typ",
            include_str!("../../templates/letters/receipt.typ"),
        ),
        mandate: source(
            "/mandate.typ",
            include_str!("../../templates/letters/mandate.typ"),
        ),
        bank_notice: source(
            "/bank_notice.typ",
            include_str!("../../templates/letters/bank_notice.typ"),
        ),
        frame: source(
            "/frame.typ",
            include_str!("../../templates/letters/frame.typ"),
        ),
        facts: file_id("/facts.json"),
    }
});

fn source(path: &str, text: &str) -> Source {
    Source::new(file_id(path), text.to_owned())
}

fn file_id(path: &str) -> FileId {
    let path =
        VirtualPath::new(path).expect("the paths here are written by us and lie in the project");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One form with the facts of one run.
struct Job {
    form: Form,
    facts: Bytes,
}

impl Job {
    fn form(&self) -> &Source {
        match self.form {
            Form::Activation => &PRESS.activation,
            Form::Receipt => &PRESS.receipt,
            Form::Mandate => &PRESS.mandate,
            Form::BankNotice => &PRESS.bank_notice,
        }
    }
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.form().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [self.form(), &PRESS.frame]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == PRESS.facts {
            Ok(self.facts.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Whether one of the fonts has a shape for a character.
pub(super) fn can_print(c: char) -> bool {
    PRESS
        .fonts
        .iter()
        .any(|font| font.info().coverage.contains(u32::from(c)))
}

/// Lays out a form with its facts.
///
/// # Errors
/// `LineTooWide`, `TooManyPages`, or `Typesetting` where template or logo fail.
pub(super) fn lay_out(
    form: Form,
    facts: &impl Serialize,
    most_pages: usize,
) -> Result<PagedDocument, LetterError> {
    let facts =
        serde_json::to_vec(facts).map_err(|error| LetterError::Typesetting(error.to_string()))?;
    let job = Job {
        form,
        facts: Bytes::new(facts),
    };
    let document = typst::compile::<PagedDocument>(&job)
        .output
        .map_err(|errors| reason(&errors));
    typst::comemo::evict(CACHE_AGE);
    let document = document?;
    let pages = document.pages().len();
    if pages > most_pages {
        Err(LetterError::TooManyPages {
            pages,
            most: most_pages,
        })
    } else {
        Ok(document)
    }
}

/// Writes a laid out document as PDF/A-2a and PDF/UA-1: for the archive, and readable aloud.
///
/// # Errors
/// `Typesetting` where the document does not meet the standards.
pub(super) fn pdf(document: &PagedDocument, ident: String) -> Result<Vec<u8>, LetterError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| LetterError::Typesetting(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(None),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| reason(&errors))
}

/// The templates say `line-too-long` where a line does not fit.
fn reason(errors: &[SourceDiagnostic]) -> LetterError {
    if errors
        .iter()
        .any(|error| error.message.contains("line-too-long"))
    {
        return LetterError::LineTooWide;
    }
    LetterError::Typesetting(
        errors
            .iter()
            .map(|error| error.message.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    )
}
