//! Letters: PDFs for paper and archive, and the boxes they are put into.
//!
//! Typesetting needs the processor for some milliseconds: call the functions here off the async runtime.

mod activation;
mod bank;
mod document;
mod flaw;
mod logo;
mod manifest;
mod plain;
mod press;
mod receipt;
mod run;
mod sample;
mod stationery;
#[cfg(test)]
mod tests;
mod wording;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use thiserror::Error;

pub use activation::ActivationLetter;
pub use bank::{BankNotice, Mandate, bank_notice, mandate};
pub use document::{DocumentLetter, PlainDocument, document_letter, plain_document};
pub use flaw::Flaw;
pub use logo::Logo;
pub use manifest::{Manifest, Sheet};
pub use receipt::{ReceiptPhoto, TicketReceipt, ticket_receipt};
pub use run::{LetterRun, Paper, activation_letter, activation_letters};
pub use stationery::{Stationery, Template};

use crate::file;

/// The company that writes, as it stands on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The company's name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Post code and town.
    pub town: String,
    /// Telephone, may be empty.
    pub phone: String,
    /// E-mail, may be empty.
    pub email: String,
    /// The portal's address as people type it, may be empty.
    pub web: String,
    /// The logo; without it the name stands on a name plate.
    pub logo: Option<Logo>,
}

/// Why there is no letter.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LetterError {
    /// Nobody to send it to.
    #[error("the letter has no recipient")]
    NoRecipient,
    /// The address has more than six lines.
    #[error("the address has {0} lines, six fit")]
    TooManyLines(usize),
    /// A field is longer than anything that could be printed.
    #[error("{field} is longer than {most} characters")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// How many characters it may have.
        most: usize,
    },
    /// A line is too wide for its place, even small and narrow.
    #[error("the line {0:?} is too wide for its place")]
    LineTooWide(String),
    /// A name or an address with characters that no font has: half of it would be none.
    #[error("no font has {0}")]
    Unprintable(String),
    /// The text does not fit the pages a letter may have.
    #[error("the letter has {pages} pages, {most} are allowed")]
    TooManyPages {
        /// Pages it would have.
        pages: usize,
        /// Pages it may have.
        most: usize,
    },
    /// More letters than one PDF may have.
    #[error("{0} letters are too many for one PDF, 200 are allowed")]
    TooManyLetters(usize),
    /// The address behind the QR code is too long for one.
    #[error("no QR code: {0}")]
    QrCode(String),
    /// Our template, the logo or the PDF failed.
    #[error("typesetting failed: {0}")]
    Typesetting(String),
    /// The operator's template failed, or leaves out what a letter must say.
    #[error("{0}")]
    Template(Flaw),
}

/// Where finished letters go: to whoever prints or posts them. A letter service of its own is one more variant.
#[derive(Debug, Clone)]
pub enum LetterBox {
    /// As PDF files into a folder, with a manifest for each print.
    Folder(PathBuf),
    /// As PDF files into a folder, and each print once more, with its manifest, to where a letter service fetches it.
    Service {
        /// The portal's own folder.
        folder: PathBuf,
        /// The folder of the service.
        outbox: PathBuf,
    },
    /// Into memory, for tests.
    Memory(MemoryLetterBox),
}

impl LetterBox {
    /// Takes a PDF out again that was not released; one that is not there is no error.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub async fn remove(&self, name: &str) -> io::Result<()> {
        match self {
            Self::Folder(folder) | Self::Service { folder, .. } => {
                file::take_back(folder, &file::safe_name(name)).await
            }
            Self::Memory(letters) => {
                letters.drop_paper(name);
                Ok(())
            }
        }
    }

    /// Throws a PDF away that was released and whose code has died; one that is not there is no error. What a letter
    /// service has is its own.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub async fn discard(&self, name: &str) -> io::Result<()> {
        match self {
            Self::Folder(folder) | Self::Service { folder, .. } => {
                file::discard(folder, &file::safe_name(name)).await
            }
            Self::Memory(letters) => {
                letters.drop_paper(name);
                Ok(())
            }
        }
    }

    /// Throws away what was put in before a moment; how many. Memory keeps no times and ends with the process.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub async fn clear(&self, before: DateTime<Utc>) -> io::Result<u64> {
        match self {
            Self::Folder(folder) => clear(folder, before).await,
            Self::Service { folder, outbox } => {
                Ok(clear(folder, before).await? + clear(outbox, before).await?)
            }
            Self::Memory(_) => Ok(0),
        }
    }

    /// Whether PDFs go to somebody else once their codes live; where they do, [`Self::enclose`] each before its manifest.
    pub const fn encloses(&self) -> bool {
        matches!(self, Self::Service { .. })
    }

    /// Puts a PDF where the manifest that names it will be; the same name again replaces it.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub async fn enclose(&self, name: &str, pdf: &[u8]) -> io::Result<()> {
        match self {
            Self::Service { outbox, .. } => file::write(outbox, &file::safe_name(name), pdf).await,
            Self::Folder(_) | Self::Memory(_) => Ok(()),
        }
    }

    /// Hands letters over that were put in before: only what a manifest names is to be posted. The same name again
    /// replaces it.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub async fn hand_over(&self, name: &str, manifest: &Manifest) -> io::Result<()> {
        match self {
            Self::Folder(folder) | Self::Service { outbox: folder, .. } => {
                let text = serde_json::to_vec_pretty(manifest)?;
                file::write(folder, &file::safe_name(name), &text).await
            }
            Self::Memory(letters) => {
                letters
                    .manifests
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(manifest.clone());
                Ok(())
            }
        }
    }

    /// Shows PDFs that were put in before, once their codes live; what was shown or removed already is no error.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub async fn release(&self, names: &[String]) -> io::Result<()> {
        match self {
            Self::Folder(folder) | Self::Service { folder, .. } => {
                let names: Vec<_> = names.iter().map(|name| file::safe_name(name)).collect();
                file::publish(folder, &names).await
            }
            Self::Memory(_) => Ok(()),
        }
    }

    /// Puts a PDF in, in one step; the same name again replaces it. The name is made safe for a file. In a folder nobody
    /// finds it before it is released: a killed run leaves no letter behind that somebody could post.
    ///
    /// # Errors
    /// Whatever the file system says: no permission, no space.
    pub async fn put(&self, name: &str, pdf: &[u8]) -> io::Result<()> {
        match self {
            Self::Folder(folder) | Self::Service { folder, .. } => {
                file::lay(folder, &file::safe_name(name), pdf).await
            }
            Self::Memory(letters) => {
                letters
                    .papers
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((name.to_owned(), pdf.to_vec()));
                Ok(())
            }
        }
    }
}

/// Removes old PDFs and manifests; how many PDFs.
async fn clear(folder: &Path, before: DateTime<Utc>) -> io::Result<u64> {
    let letters = file::remove_older(folder, "pdf", before).await?;
    file::remove_older(folder, "json", before).await?;
    Ok(letters)
}

/// A name and its PDF.
type Named = (String, Vec<u8>);

/// Letters kept in memory as name and PDF; clones share the same box.
#[derive(Debug, Clone, Default)]
pub struct MemoryLetterBox {
    papers: Arc<Mutex<Vec<Named>>>,
    manifests: Arc<Mutex<Vec<Manifest>>>,
}

impl MemoryLetterBox {
    /// Takes out all letters since the last call, oldest first.
    pub fn take(&self) -> Vec<(String, Vec<u8>)> {
        std::mem::take(&mut self.papers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn drop_paper(&self, name: &str) {
        let mut papers = self.papers.lock().unwrap_or_else(PoisonError::into_inner);
        papers.retain(|(other, _)| other != name);
    }

    /// Takes out what was handed over since the last call, oldest first.
    pub fn take_manifests(&self) -> Vec<Manifest> {
        std::mem::take(
            &mut self
                .manifests
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}
