//! Forms with files: read piece by piece into temporary files, with limits on size, number and time.
//!
//! What a person did wrong (a photo too large, one too many) is collected in [`Form::problems`] while the rest is read
//! on: a browser whose upload is cut off shows a connection error and not our sentence. What no person does ends the
//! request as an [`UploadError`].

mod error;
mod meter;
mod store;

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use axum::extract::{
    DefaultBodyLimit, FromRequest, Multipart, Request,
    multipart::{Field, MultipartError},
};
use tempfile::TempPath;
use tokio::time::timeout;

pub use error::{Problem, UploadError};
use meter::Meter;
use store::Writing;

/// What an upload may hold, and how slow it may be.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// Files kept.
    pub files: usize,
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all text fields together.
    pub text_bytes: usize,
    /// Fields and files together.
    pub parts: usize,
    /// Bytes that are read at all, kept or not.
    pub total_bytes: u64,
    /// The longest pause between two pieces.
    pub idle: Duration,
    /// The slowest average, in bytes per second, asked for once `idle` has passed.
    pub bytes_per_second: u64,
}

impl Default for UploadLimits {
    fn default() -> Self {
        Self {
            files: 6,
            file_bytes: 10 * 1024 * 1024,
            text_bytes: 64 * 1024,
            parts: 40,
            total_bytes: 160 * 1024 * 1024,
            idle: Duration::from_secs(15),
            bytes_per_second: 1024,
        }
    }
}

/// A form that was read to its end.
#[derive(Debug, Default)]
pub struct Form {
    /// Text fields by name; of several with one name, the last.
    pub fields: BTreeMap<String, String>,
    /// Files in the order they came.
    pub files: Vec<UploadedFile>,
    /// What was left out, in sentences for the person. Use the form only if this is empty.
    pub problems: Vec<Problem>,
}

/// A file on its way in; dropping it removes it.
#[derive(Debug)]
pub struct UploadedFile {
    /// The form field it came in.
    pub field: String,
    /// The name on the person's device, control characters removed. For messages only, never for paths.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Where it lies for now.
    pub path: TempPath,
    /// The content's hash.
    pub sha256: [u8; 32],
}

/// Reads `request` and writes its files below `folder`.
///
/// # Errors
/// When the body is no form, too large on the whole, too slow, or cannot be written.
pub async fn read(
    mut request: Request,
    folder: &Path,
    limits: &UploadLimits,
) -> Result<Form, UploadError> {
    DefaultBodyLimit::disable().apply(&mut request);
    let meter = Meter::new(limits.total_bytes);
    let request = request.map(|body| meter.watch(body));
    let parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| UploadError::NotAForm)?;
    let mut reading = Reading {
        form: Form::default(),
        limits,
        meter,
        folder,
        begun: Instant::now(),
        text_bytes: 0,
    };
    reading.run(parts).await?;
    Ok(reading.form)
}

struct Reading<'l> {
    form: Form,
    limits: &'l UploadLimits,
    meter: Meter,
    folder: &'l Path,
    begun: Instant,
    text_bytes: usize,
}

impl Reading<'_> {
    async fn run(&mut self, mut parts: Multipart) -> Result<(), UploadError> {
        let mut count = 0;
        while let Some(part) = self.in_time(parts.next_field()).await? {
            count += 1;
            if count > self.limits.parts {
                return Err(UploadError::TooManyParts);
            }
            match part.file_name().map(readable) {
                Some(name) => self.file(part, name).await?,
                None => self.text(part).await?,
            }
        }
        Ok(())
    }

    async fn text(&mut self, mut part: Field<'_>) -> Result<(), UploadError> {
        let name = part.name().unwrap_or_default().to_owned();
        let mut text = Vec::new();
        while let Some(piece) = self.in_time(part.chunk()).await? {
            self.text_bytes += piece.len();
            if self.text_bytes <= self.limits.text_bytes {
                text.extend_from_slice(&piece);
            }
        }
        if self.text_bytes > self.limits.text_bytes {
            self.complain(Problem::TextTooLong);
            return Ok(());
        }
        let text = String::from_utf8(text).map_err(|_| UploadError::Broken)?;
        self.form.fields.insert(name, text);
        Ok(())
    }

    async fn file(&mut self, mut part: Field<'_>, name: String) -> Result<(), UploadError> {
        let field = part.name().unwrap_or_default().to_owned();
        let mut writing: Option<Writing> = None;
        let mut bytes = 0;
        while let Some(piece) = self.in_time(part.chunk()).await? {
            if piece.is_empty() {
                continue;
            }
            if bytes == 0 && self.form.files.len() < self.limits.files {
                writing = Some(Writing::begin(self.folder).await?);
            }
            bytes += piece.len() as u64;
            if bytes > self.limits.file_bytes {
                // Dropping it removes what was written; the rest is read and thrown away.
                writing = None;
            } else if let Some(writing) = &mut writing {
                writing.write(&piece).await?;
            }
        }
        match writing {
            Some(writing) => {
                let (path, sha256) = writing.finish().await?;
                self.form.files.push(UploadedFile {
                    field,
                    name,
                    bytes,
                    path,
                    sha256,
                });
            }
            None if bytes > self.limits.file_bytes => self.complain(Problem::FileTooLarge {
                name,
                most_bytes: self.limits.file_bytes,
            }),
            // A browser sends an empty part for a file field nobody filled.
            None if bytes == 0 => {}
            None => self.complain(Problem::TooManyFiles {
                most: self.limits.files,
            }),
        }
        Ok(())
    }

    fn complain(&mut self, problem: Problem) {
        if !self.form.problems.contains(&problem) {
            self.form.problems.push(problem);
        }
    }

    /// Awaits the next piece, but not for ever, and not at a snail's pace.
    async fn in_time<T>(
        &self,
        next: impl Future<Output = Result<T, MultipartError>>,
    ) -> Result<T, UploadError> {
        let next = timeout(self.limits.idle, next)
            .await
            .map_err(|_| UploadError::TooSlow)?;
        self.meter.taken();
        let elapsed = self.begun.elapsed();
        if elapsed > self.limits.idle
            && self.meter.total() < elapsed.as_secs() * self.limits.bytes_per_second
        {
            return Err(UploadError::TooSlow);
        }
        next.map_err(|_| match self.meter.is_exceeded() {
            true => UploadError::TooLarge,
            false => UploadError::Broken,
        })
    }
}

/// The name as a message can show it.
fn readable(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(100).collect()
}
