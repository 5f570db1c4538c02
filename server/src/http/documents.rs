//! Documents as PDF, for whoever sees them, and the two forms in which staff upload them.

use app::posted::FieldError;
use axum::{
    Extension, Router,
    extract::{Path, Query, Request, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bytes::Bytes;
use domain::{
    PersonId, Refusal,
    document::{DocumentId, DocumentRefusal, MAX_BYTES, MAX_SET_BYTES, SetId},
};
use http::{HeaderMap, HeaderValue, header, request::Parts};
use serde::Deserialize;
use service::{
    Caller,
    documents::{OpenedFile, Upload},
};

use super::{
    file::{self, Instead},
    forms::answer::{Fault, Sender, Taken},
    site::Site,
    upload::{self, Form, Problem, UploadLimits},
};

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Dieses Dokument gibt es nicht mehr, oder es gehört nicht zu Ihnen.",
    sign_in: "Dieses Dokument sehen Sie, sobald Sie angemeldet sind.",
    failed: "Das Dokument lässt sich gerade nicht lesen. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "a document could not be read",
};

/// A browser shows a PDF in a page of its own making, which a sandbox would forbid: nothing but that is let in.
const VIEWER: &str = "default-src 'none'; object-src 'self'; frame-src 'self'; img-src 'self' blob: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Bytes of a form beside its file.
const BESIDE: u64 = 1024 * 1024;

/// `GET /dokumente/{id}.pdf`, the letter that brings one, and the pages of a file for many.
pub fn routes() -> Router {
    Router::new()
        .route("/dokumente/{file}", get(open))
        .route("/team/dokumente/{document}/{person}/brief.pdf", get(letter))
        .route("/team/dokumente/serie/{set}/teile/{part}", get(part))
}

/// `POST /team/dokumente/neu` and `/team/dokumente/serie`.
pub fn forms(site: Site) -> Router {
    Router::new()
        .route("/team/dokumente/neu", post(one))
        .route("/team/dokumente/serie", post(many))
        .with_state(site)
}

/// Whether a file is to be kept, not shown.
#[derive(Debug, Deserialize)]
struct Asked {
    laden: Option<String>,
}

async fn open(
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    Query(asked_for): Query<Asked>,
    asked: HeaderMap,
) -> Response {
    let id = name.strip_suffix(".pdf");
    let Some(id) = id.and_then(|id| id.parse::<DocumentId>().ok()) else {
        return INSTEAD.missing(&asked);
    };
    match caller.documents().open(id).await {
        Ok(opened) if asked_for.laden.is_some() => kept(opened),
        Ok(opened) => shown(opened),
        Err(error) => INSTEAD.answer(&error, &asked),
    }
}

fn kept(opened: OpenedFile) -> Response {
    let name = format!("attachment; filename=\"{}\"", opened.name);
    (file::headers("application/pdf", name), opened.pdf).into_response()
}

fn shown(opened: OpenedFile) -> Response {
    let name = format!("inline; filename=\"{}\"", opened.name);
    let mut response = (file::headers("application/pdf", name), opened.pdf).into_response();
    let policy = HeaderValue::from_static(VIEWER);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

async fn letter(
    Extension(caller): Extension<Caller>,
    Path((document, person)): Path<(String, String)>,
    asked: HeaderMap,
) -> Response {
    let ids = (document.parse::<DocumentId>(), person.parse::<PersonId>());
    let (Ok(document), Ok(person)) = ids else {
        return INSTEAD.missing(&asked);
    };
    let made = caller.documents().letter(document, person).await;
    INSTEAD.pdf(made.map(|pdf| ("Brief.pdf".to_owned(), pdf)), &asked)
}

async fn part(
    Extension(caller): Extension<Caller>,
    Path((set, part)): Path<(String, String)>,
    asked: HeaderMap,
) -> Response {
    let (Ok(set), Ok(part)) = (set.parse::<SetId>(), part.parse::<i64>()) else {
        return INSTEAD.missing(&asked);
    };
    match caller.documents().set_part(set, part).await {
        Ok(opened) => shown(opened),
        Err(error) => INSTEAD.answer(&error, &asked),
    }
}

async fn one(State(site): State<Site>, request: Request) -> Response {
    let page = address(&request, "/team/dokumente/neu");
    let (sender, body) = Sender::new(request, page);
    let mut form = Form::default();
    let done = provide(&site, &sender.parts, body, &mut form).await;
    sender.answer(&site, form.fields, done).await
}

async fn provide(
    site: &Site,
    parts: &Parts,
    body: Request,
    form: &mut Form,
) -> Result<Taken, Fault> {
    let (caller, new) = take(site, parts, body, form, MAX_BYTES).await?;
    let id = caller.documents().upload(new).await.map_err(fault)?;
    Ok(Taken::shown_at(format!("/team/dokumente/{id}?neu=1")))
}

async fn many(State(site): State<Site>, request: Request) -> Response {
    let (sender, body) = Sender::new(request, "/team/dokumente/serie".to_owned());
    let mut form = Form::default();
    let done = split(&site, &sender.parts, body, &mut form).await;
    sender.answer(&site, form.fields, done).await
}

async fn split(site: &Site, parts: &Parts, body: Request, form: &mut Form) -> Result<Taken, Fault> {
    let (caller, new) = take(site, parts, body, form, MAX_SET_BYTES).await?;
    let id = caller.documents().upload_set(new).await.map_err(fault)?;
    Ok(Taken::shown_at(format!("/team/dokumente/serie/{id}")))
}

/// The page of a form with all that it was asked for.
fn address(request: &Request, page: &str) -> String {
    request
        .uri()
        .query()
        .map_or_else(|| page.to_owned(), |query| format!("{page}?{query}"))
}

/// Recognises the sender and reads the form. From anybody but staff it is read as well, or the browser would report a broken
/// connection, but nothing is kept.
async fn take(
    site: &Site,
    parts: &Parts,
    body: Request,
    form: &mut Form,
    most: u64,
) -> Result<(Caller, Upload), Fault> {
    let caller = parts.extensions.get::<Caller>().cloned();
    let caller = caller.ok_or(service::Error::SignIn)?;
    let staff = caller.me().is_some_and(|me| me.role.is_staff());
    let limits = UploadLimits {
        files: usize::from(staff),
        file_bytes: most,
        total_bytes: most + BESIDE,
        ..UploadLimits::default()
    };
    *form = upload::read(body, &site.data.tmp(), &limits).await?;
    if !staff {
        caller.documents().only_staff()?;
    }
    let wrong: Vec<FieldError> = form.problems.iter().map(said).collect();
    if !wrong.is_empty() {
        return Err(Fault::Fields(wrong));
    }
    let file = match form.files.first() {
        Some(file) => tokio::fs::read(&file.path)
            .await
            .map_err(upload::UploadError::Storage)?,
        None => Vec::new(),
    };
    form.files.clear();
    let text = |name: &str| form.fields.get(name).cloned().unwrap_or_default();
    let new = Upload {
        kind: text("kind"),
        title: text("title"),
        dated_on: text("dated_on"),
        target: text("target"),
        target_id: text("target_id"),
        file: Bytes::from(file),
    };
    Ok((caller, new))
}

/// A slip in the words of documents.
fn said(problem: &Problem) -> FieldError {
    match problem {
        Problem::FileTooLarge { most_bytes, .. } => {
            let mib = most_bytes / (1024 * 1024);
            FieldError::new("file", DocumentRefusal::TooLarge { mib })
        }
        Problem::TooManyFiles { .. } => FieldError::new("file", DocumentRefusal::FileMissing),
        Problem::TextTooLong => FieldError::new("title", problem),
    }
}

/// Each complaint at its field.
fn fault(error: service::Error) -> Fault {
    match error {
        service::Error::Refused(refusal) => Fault::Fields(
            refusal
                .each()
                .iter()
                .map(|one| FieldError::new(field_of(one), one))
                .collect(),
        ),
        error => Fault::Service(error),
    }
}

const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Document(why) => match why {
            DocumentRefusal::TitleMissing => "title",
            DocumentRefusal::DateMissing => "dated_on",
            DocumentRefusal::KindMissing => "kind",
            DocumentRefusal::FileMissing
            | DocumentRefusal::NotAPdf
            | DocumentRefusal::Broken
            | DocumentRefusal::Encrypted
            | DocumentRefusal::Empty
            | DocumentRefusal::TooLarge { .. }
            | DocumentRefusal::TooManyPages => "file",
            DocumentRefusal::TargetMissing
            | DocumentRefusal::LeaseForMany
            | DocumentRefusal::ReasonMissing
            | DocumentRefusal::SetClosed
            | DocumentRefusal::NothingLeft => "",
        },
        Refusal::TextTooLong { .. } => "title",
        Refusal::StorageFull => "file",
        _ => "",
    }
}
