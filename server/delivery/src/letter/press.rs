//! The press: typst with our templates and our fonts, and nothing else within reach.
//!
//! Facts come in as JSON and are only ever printed as strings. There is no file system, no package and no clock: a
//! template can read itself, its frame, the facts and the logo. Fonts, templates and the standard library are loaded once.

use std::sync::LazyLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::flaw::in_german;
use super::stationery::Template;
use super::{Flaw, LetterError, Logo};

/// How often what is cached may go unused; it is looked through after each layout and after each PDF.
const CACHE_AGE: usize = 2;

const FONTS: [&[u8]; 4] = [
    include_bytes!("../../templates/fonts/atkinson-hyperlegible-next-regular.ttf"),
    include_bytes!("../../templates/fonts/atkinson-hyperlegible-next-bold.ttf"),
    include_bytes!("../../templates/fonts/atkinson-hyperlegible-mono-bold.ttf"),
    include_bytes!("../../templates/fonts/noto-sans-fallback.ttf"),
];

/// The templates that can be printed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'a> {
    Activation,
    Recovery,
    Receipt,
    Mandate,
    BankNotice,
    DocumentLetter,
    PlainDocument,
    Own(&'a Template),
}

struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    activation: Source,
    recovery: Source,
    access: Source,
    receipt: Source,
    mandate: Source,
    bank_notice: Source,
    document_letter: Source,
    plain_document: Source,
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
        recovery: source(
            "/recovery.typ",
            include_str!("../../templates/letters/recovery.typ"),
        ),
        access: source(
            "/access.typ",
            include_str!("../../templates/letters/access.typ"),
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
        document_letter: source(
            "/document_letter.typ",
            include_str!("../../templates/letters/document_letter.typ"),
        ),
        plain_document: source(
            "/plain_document.typ",
            include_str!("../../templates/letters/plain_document.typ"),
        ),
        frame: source(
            "/frame.typ",
            include_str!("../../templates/letters/frame.typ"),
        ),
        facts: file_id("/facts.json"),
    }
});

/// An operator's template in place of ours.
pub(super) fn template(text: &str) -> Source {
    source("/template.typ", text)
}

fn source(path: &str, text: &str) -> Source {
    Source::new(file_id(path), text.to_owned())
}

fn file_id(path: &str) -> FileId {
    let path =
        VirtualPath::new(path).expect("the paths here are written by us and lie in the project");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One form with the facts of one run.
pub(super) struct Job<'a> {
    form: Form<'a>,
    facts: Bytes,
    logo: Option<&'a Logo>,
}

impl<'a> Job<'a> {
    /// A form and its facts; templates find the logo as a file.
    ///
    /// # Errors
    /// `Typesetting` where the facts cannot be written as JSON.
    pub(super) fn new(
        form: Form<'a>,
        facts: &impl Serialize,
        logo: Option<&'a Logo>,
    ) -> Result<Self, LetterError> {
        let facts = serde_json::to_vec(facts)
            .map_err(|error| LetterError::Typesetting(error.to_string()))?;
        Ok(Self {
            form,
            facts: Bytes::new(facts),
            logo,
        })
    }

    /// The sheets.
    ///
    /// # Errors
    /// `LineTooWide`, `TooManyPages`; `Typesetting` or `Template` where our template, the operator's or the logo fails.
    pub(super) fn lay_out(&self, most: usize) -> Result<PagedDocument, LetterError> {
        let document = typst::compile::<PagedDocument>(self)
            .output
            .map_err(|errors| self.reason(&errors));
        typst::comemo::evict(CACHE_AGE);
        let document = document?;
        let pages = document.pages().len();
        if pages > most {
            Err(LetterError::TooManyPages { pages, most })
        } else {
            Ok(document)
        }
    }

    /// The sheets as PDF/A-2a and PDF/UA-1: for the archive, and readable aloud.
    ///
    /// # Errors
    /// `Typesetting` or `Template` where the document does not meet the standards.
    pub(super) fn pdf(
        &self,
        document: &PagedDocument,
        ident: String,
    ) -> Result<Vec<u8>, LetterError> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| LetterError::Typesetting(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(None),
            standards,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(document, &options).map_err(|errors| self.reason(&errors));
        // What was asked of this document is asked of no other.
        typst::comemo::evict(CACHE_AGE);
        pdf
    }

    fn form(&self) -> &Source {
        match self.form {
            Form::Activation => &PRESS.activation,
            Form::Recovery => &PRESS.recovery,
            Form::Receipt => &PRESS.receipt,
            Form::Mandate => &PRESS.mandate,
            Form::BankNotice => &PRESS.bank_notice,
            Form::DocumentLetter => &PRESS.document_letter,
            Form::PlainDocument => &PRESS.plain_document,
            Form::Own(template) => &template.source,
        }
    }

    /// Why there is no document; the templates say `line-too-long: ` and the line where one does not fit.
    fn reason(&self, errors: &[SourceDiagnostic]) -> LetterError {
        let wide = |error: &SourceDiagnostic| {
            let (_, line) = error.message.split_once("line-too-long: ")?;
            Some(line.to_owned())
        };
        if let Some(line) = errors.iter().find_map(wide) {
            return LetterError::LineTooWide(line);
        }
        match (self.form, errors.first()) {
            (Form::Own(template), Some(error)) => LetterError::Template(Flaw {
                file: template.file.clone(),
                place: self.place(error),
                reason: in_german(&error.message),
            }),
            _ => LetterError::Typesetting(
                errors
                    .iter()
                    .map(|error| error.message.as_str())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
        }
    }

    /// Line and column in the form; of a fault further in, those of the call that led there.
    fn place(&self, error: &SourceDiagnostic) -> Option<(usize, usize)> {
        let form = self.form();
        let calls = error.trace.iter().map(|call| DiagSpan::from(call.span));
        let span = std::iter::once(error.span)
            .chain(calls)
            .find(|span| span.id() == Some(form.id()))?;
        let at = self.range(span)?.start;
        let (line, column) = form.lines().byte_to_line_column(at)?;
        Some((line + 1, column + 1))
    }
}

impl World for Job<'_> {
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
        [self.form(), &PRESS.frame, &PRESS.access]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let logo = self.logo.filter(|logo| id == file_id(logo.path()));
        match logo {
            Some(logo) => Ok(logo.bytes.clone()),
            None if id == PRESS.facts => Ok(self.facts.clone()),
            None => Err(FileError::AccessDenied),
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
