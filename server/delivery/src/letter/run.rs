//! Activation letters laid out once: printed all in one PDF, and each in a PDF of its own.

use std::iter::once;

use domain::activation::LetterKind;
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

use super::activation::{self, ActivationLetter};
use super::press::{Form, Job};
use super::{LetterError, Stationery};

/// Pages one letter may have; the usual one has a single page.
const MOST_PAGES: usize = 2;

/// Letters one PDF may have: each takes about 1 MB of memory until the PDF is written.
const MOST_LETTERS: usize = 200;

/// A letter on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Pages to print.
    pub pages: usize,
}

/// The sheets of up to 200 letters of one sender, each letter on sheets of its own.
pub struct LetterRun<'a> {
    stationery: &'a Stationery,
    letters: &'a [ActivationLetter],
    job: Job<'a>,
    document: PagedDocument,
}

/// The paper of one letter.
///
/// # Errors
/// `LetterError` says which field does not fit, or what is wrong with the template.
pub fn activation_letter(
    stationery: &Stationery,
    letter: &ActivationLetter,
) -> Result<Paper, LetterError> {
    activation_letters(stationery, std::slice::from_ref(letter))
}

/// One PDF with up to 200 letters of one sender.
///
/// # Errors
/// Those of `LetterRun::lay_out`.
pub fn activation_letters(
    stationery: &Stationery,
    letters: &[ActivationLetter],
) -> Result<Paper, LetterError> {
    LetterRun::lay_out(stationery, letters)?.print()
}

impl<'a> LetterRun<'a> {
    /// Lays out letters of one sender; title, date and kind come from the first.
    ///
    /// # Errors
    /// `NoRecipient` for an empty list, `TooManyLetters` for a long one; one letter that does not fit stops them all.
    pub fn lay_out(
        stationery: &'a Stationery,
        letters: &'a [ActivationLetter],
    ) -> Result<Self, LetterError> {
        let first = letters.first().ok_or(LetterError::NoRecipient)?;
        if letters.len() > MOST_LETTERS {
            return Err(LetterError::TooManyLetters(letters.len()));
        }
        let form = form(stationery, first.kind)?;
        let job = Job::new(form, &activation::run(letters)?, first.sender.logo.as_ref())?;
        let document = job.lay_out(MOST_PAGES * letters.len())?;
        stationery.check(&document, letters)?;
        Ok(Self {
            stationery,
            letters,
            job,
            document,
        })
    }

    /// All of them in one PDF.
    ///
    /// # Errors
    /// `Typesetting` or `Template` where the document does not meet the standards.
    pub fn print(&self) -> Result<Paper, LetterError> {
        self.paper(&self.document, self.letters)
    }

    /// Each in a PDF of its own; `None` where not each of them has one sheet and is good by itself.
    pub fn apart(&self) -> Option<Vec<Paper>> {
        let pages = self.document.pages();
        let letters = self.letters.chunks(1);
        (pages.len() == self.letters.len())
            .then(|| pages.iter().zip(letters))?
            .map(|(page, letter)| self.single(page, letter).ok())
            .collect()
    }

    fn single(&self, page: &Page, letter: &[ActivationLetter]) -> Result<Paper, LetterError> {
        let info = self.document.info().clone();
        let sheet = PagedDocument::new(once(page.clone()).collect(), info);
        self.stationery.check(&sheet, letter)?;
        self.paper(&sheet, letter)
    }

    fn paper(
        &self,
        document: &PagedDocument,
        letters: &[ActivationLetter],
    ) -> Result<Paper, LetterError> {
        let first = letters.first().ok_or(LetterError::NoRecipient)?;
        let (number, date) = (&first.access_number, first.date);
        let ident = format!("activation {number} {date} {}", letters.len());
        Ok(Paper {
            pdf: self.job.pdf(document, ident)?,
            pages: document.pages().len(),
        })
    }
}

/// The operator's template says what a first letter says: the one that opens an account anew is always ours.
fn form(stationery: &Stationery, kind: LetterKind) -> Result<Form<'_>, LetterError> {
    Ok(match (stationery, kind) {
        (Stationery::Faulty(flaw), _) => return Err(LetterError::Template(flaw.clone())),
        (_, LetterKind::Recovery) => Form::Recovery,
        (Stationery::Shipped, LetterKind::Activation) => Form::Activation,
        (Stationery::Own(template), LetterKind::Activation) => Form::Own(template),
    })
}
