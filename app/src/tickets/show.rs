//! The page of one ticket, for residents.

use domain::ticket::{TicketId, TicketPage as Ticket};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_params_map, use_query_map};
use send_wrapper::SendWrapper;

use super::actions::{self, Actions};
use super::confirmation::confirmation;
use super::photos::PhotoSource;
use super::sheet::Sheet;
use super::stamp::kept_notice;
use super::words::Words;
use super::{api, bar, contact, facts, receipt, sentence, timeline};
use crate::AppError;
use crate::browser::{keep_ticket, kept};
use crate::i18n::*;
use crate::ui::{Head, frame, loaded};
use crate::use_i18n;

/// A ticket with where its photos come from.
type Shown = (Sheet<Ticket>, PhotoSource);

/// `?neu=1` says first that the report has arrived.
#[component]
pub fn TicketPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let query = use_query_map();
    let actions = Actions::start();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let ticket = Resource::new(
        move || (id.get(), actions.changes()),
        |(id, _)| async move { fetch(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    Effect::new(move |_| {
        if let Some(Ok((sheet, PhotoSource::Online))) = ticket.get() {
            spawn_local(async move { keep_ticket(&sheet.page).await });
        }
    });
    if frame().me.is_some_and(|me| me.role.is_staff()) {
        let path = format!("/team/vorgaenge/{}", id.get_untracked());
        return view! { <Redirect path/> }.into_any();
    }
    let fresh = move || query.with_untracked(|query| query.get("neu").is_some());
    loaded(ticket, move |(sheet, photos)| {
        page(i18n, &sheet, &photos, actions, fresh())
    })
}

/// From the server, or the stored copy where there is no network.
async fn fetch(id: TicketId) -> Result<Shown, AppError> {
    match api::show(id).await {
        Err(AppError::Offline) => SendWrapper::new(stored(id)).await.ok_or(AppError::Offline),
        answer => Ok((answer?, PhotoSource::Online)),
    }
}

async fn stored(id: TicketId) -> Option<Shown> {
    let sheet = kept::ticket(id).await?;
    let photos = kept::photos(&sheet.page).await;
    Some((sheet, PhotoSource::Kept(photos)))
}

fn page(
    words: Words,
    sheet: &Sheet<Ticket>,
    photos: &PhotoSource,
    actions: Actions,
    fresh: bool,
) -> AnyView {
    let ticket = &sheet.page;
    let title = ticket.row.title.clone();
    let head = if fresh {
        confirmation(words, sheet)
    } else {
        let number = t_string!(words, tickets.number, number = ticket.row.number.clone());
        let back = ("/vorgaenge", t_string!(words, tickets.back));
        view! { <Head title=title eyebrow=number.to_string() back=back/> }.into_any()
    };
    view! {
        <div class="split">
            <div>
                {head}
                {kept_notice(words, sheet)}
                {article(words, sheet, photos, actions.below_sentence(words, ticket))}
                {actions::reply(words, sheet, actions)}
            </div>
            <aside>
                {aside(words, sheet)}
                {actions.sharing(words, ticket)}
                {actions.withdrawal(words, ticket)}
            </aside>
        </div>
    }
    .into_any()
}

/// What can be read of a ticket, online and offline alike; `buttons` stand in the sentence of state.
pub fn article(
    words: Words,
    sheet: &Sheet<Ticket>,
    photos: &PhotoSource,
    buttons: AnyView,
) -> AnyView {
    view! {
        {sentence::status_line(words, sheet, buttons)}
        {bar::bar(words, &sheet.page)}
        <section class="section" aria-labelledby="verlauf">
            <div class="section-head"><h2 id="verlauf">{t_string!(words, tickets.timeline)}</h2></div>
            {timeline::timeline(words, &sheet.page, sheet.today, photos)}
        </section>
    }
    .into_any()
}

/// Facts and contacts beside it.
pub fn aside(words: Words, sheet: &Sheet<Ticket>) -> AnyView {
    let contacts = contact::contacts(&sheet.page.contacts).map(|cards| {
        view! {
            <section class="section" aria-labelledby="kontakte">
                <div class="section-head"><h2 id="kontakte">{t_string!(words, tickets.contacts)}</h2></div>
                {cards}
            </section>
        }
    });
    view! {
        <section class="section" aria-labelledby="angaben">
            <div class="section-head"><h2 id="angaben">{t_string!(words, tickets.facts)}</h2></div>
            {facts::facts(words, &sheet.page, sheet.today, ().into_any())}
            {receipt::link(words, sheet, "quiet-link")}
        </section>
        {contacts}
    }
    .into_any()
}
