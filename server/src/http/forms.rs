//! The forms that carry photos: report, concern, reply. The same address serves a plain form and our script.

pub(super) mod answer;
mod report;

use app::posted::FieldError;
use axum::{
    Router,
    extract::{Path, Request, State},
    response::Response,
    routing::post,
};
use domain::TicketId;
use http::request::Parts;
use service::{Caller, photo::Checked};
use uuid::Uuid;

use super::{
    site::Site,
    upload::{self, Form, UploadError, UploadLimits},
};
use answer::{Fault, Sender, Taken};

/// `POST /melden`, `/anliegen` and `/vorgaenge/{id}/antwort`.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route("/melden", post(damage))
        .route("/anliegen", post(concern))
        .route("/vorgaenge/{id}/antwort", post(reply))
        .with_state(site)
}

async fn damage(State(site): State<Site>, request: Request) -> Response {
    open(site, request, "/melden").await
}

async fn concern(State(site): State<Site>, request: Request) -> Response {
    open(site, request, "/anliegen").await
}

async fn open(site: Site, request: Request, page: &str) -> Response {
    let (sender, body) = Sender::new(request, page.to_owned());
    let mut form = Form::default();
    let done = report(&site, &sender.parts, body, &mut form).await;
    sender.answer(&site, form.fields, done).await
}

async fn report(
    site: &Site,
    parts: &Parts,
    body: Request,
    form: &mut Form,
) -> Result<Taken, Fault> {
    let caller = take(site, parts, body, form).await?;
    let new = report::read(&form.fields, fresh_ref(site))?;
    if let Some(sent) = caller.tickets().announce(&new, count(form)).await? {
        return Ok(sent.into());
    }
    let photos = checked(site, form).await?;
    Ok(caller.tickets().report(new, photos).await?.into())
}

async fn reply(State(site): State<Site>, Path(id): Path<String>, request: Request) -> Response {
    let Ok(id) = id.parse::<TicketId>() else {
        let (sender, _) = Sender::new(request, "/vorgaenge".to_owned());
        let nothing = Err(Fault::Service(service::Error::NotFound));
        return sender.answer(&site, Default::default(), nothing).await;
    };
    let page = format!("{}/vorgaenge/{id}", place(request.extensions().get()));
    let (sender, body) = Sender::new(request, page.clone());
    let mut form = Form::default();
    let done = send(&site, &sender.parts, body, id, &mut form).await;
    let done = done.map(|()| Taken::shown_at(page));
    sender.answer(&site, form.fields, done).await
}

/// Where the sender reads tickets: staff and residents have pages of their own.
fn place(sender: Option<&Caller>) -> &'static str {
    match sender.and_then(Caller::me) {
        Some(me) if me.role.is_staff() => "/team",
        _ => "",
    }
}

async fn send(
    site: &Site,
    parts: &Parts,
    body: Request,
    id: TicketId,
    form: &mut Form,
) -> Result<(), Fault> {
    let caller = take(site, parts, body, form).await?;
    let text = form.fields.get("text").cloned().unwrap_or_default();
    let client_ref = report::client_ref(&form.fields).unwrap_or_else(|| fresh_ref(site));
    let tickets = caller.tickets();
    let known = tickets.announce_reply(id, client_ref, &text, count(form));
    if known.await? {
        return Ok(());
    }
    let photos = checked(site, form).await?;
    Ok(tickets.reply(id, client_ref, &text, photos).await?)
}

/// How many photos the form brought.
fn count(form: &Form) -> u32 {
    u32::try_from(form.files.len()).unwrap_or(u32::MAX)
}

/// Recognises the sender and reads the form. From somebody who is not signed in it is read as well, or the browser
/// would report a broken connection, but nothing is kept.
async fn take(site: &Site, parts: &Parts, body: Request, form: &mut Form) -> Result<Caller, Fault> {
    let caller = parts.extensions.get::<Caller>().cloned();
    let caller = caller.ok_or(service::Error::SignIn)?;
    let me = caller.me();
    let limits = UploadLimits {
        files: if me.is_some() {
            UploadLimits::default().files
        } else {
            0
        },
        ..UploadLimits::default()
    };
    *form = upload::read(body, &site.data.tmp(), &limits).await?;
    let Some(me) = me else {
        return Err(service::Error::SignIn.into());
    };
    report::check_author(&form.fields, me.account).map_err(service::Error::from)?;
    let wrong = form
        .problems
        .iter()
        .map(|problem| FieldError::new(problem.field(), problem));
    let wrong: Vec<FieldError> = wrong.collect();
    if wrong.is_empty() {
        Ok(caller)
    } else {
        Err(Fault::Fields(wrong))
    }
}

/// Decodes and writes each photo anew; the originals go with the form.
async fn checked(site: &Site, form: &mut Form) -> Result<Vec<Checked>, Fault> {
    let mut photos = Vec::new();
    for file in std::mem::take(&mut form.files) {
        let path = file.path.to_path_buf();
        let desk = site.services.photo_desk();
        photos.push(
            desk.check_file(&file.name, path)
                .await
                .map_err(service::Error::from)?,
        );
    }
    Ok(photos)
}

fn fresh_ref(site: &Site) -> Uuid {
    site.services.chance().id(site.services.clock().now())
}

impl From<UploadError> for Fault {
    fn from(error: UploadError) -> Self {
        Self::Upload(error)
    }
}

impl From<service::Error> for Fault {
    fn from(error: service::Error) -> Self {
        Self::Service(error)
    }
}
