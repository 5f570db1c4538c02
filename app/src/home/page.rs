//! The resident's home page: what waits, the two great actions, what is open, whom to call.

use domain::contract::ContractRow;
use domain::home::HomePage as Home;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::api;
use super::important::important;
use crate::AppError;
use crate::access::marked;
use crate::browser::kept;
use crate::contracts::note;
use crate::documents::row::rows;
use crate::i18n::*;
use crate::tickets::row::{self, online};
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::tickets::{contact, kept_notice, report};
use crate::ui::{Head, Notice, Tone, frame, icon, loaded};
use crate::use_i18n;

/// Home of residents.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    let name = frame().me.map(|me| me.name).unwrap_or_default();
    let home = Resource::new(|| (), move |()| fetch(name.clone()));
    view! {
        {welcome(i18n)}
        {loaded(home, move |sheet| content(i18n, &sheet))}
    }
    .into_any()
}

/// Greets whoever has just finished the registration.
fn welcome(words: Words) -> AnyView {
    let fresh = marked("willkommen");
    view! {
        <Show when=move || fresh.get()>
            <Notice tone=Tone::Ok title=t_string!(words, access.welcome)>
                <p>{t_string!(words, access.welcome_text)}</p>
            </Notice>
        </Show>
    }
    .into_any()
}

/// From the server, or the stored copy where there is no network.
async fn fetch(name: String) -> Result<Sheet<Home>, AppError> {
    match api::home().await {
        Err(AppError::Offline) => SendWrapper::new(kept::home(name))
            .await
            .ok_or(AppError::Offline),
        answer => answer,
    }
}

fn content(words: Words, sheet: &Sheet<Home>) -> AnyView {
    let home = &sheet.page;
    let greeting = t_string!(words, home.greeting, name = home.name.clone());
    view! {
        <Head title=greeting.to_string()/>
        {kept_notice(words, sheet)}
        {note(words, home.chosen.as_ref().map(ContractRow::place))}
        <section class="section" aria-labelledby="wichtig">
            <div class="section-head"><h2 id="wichtig">{t_string!(words, home.important)}</h2></div>
            {important(words, &home.important, sheet.now)}
        </section>
        {actions(words, home.is_former(sheet.today))}
        {tickets(words, sheet)}
        {documents(words, home)}
        <section class="section" aria-labelledby="kontakte">
            <div class="section-head"><h2 id="kontakte">{t_string!(words, home.contacts)}</h2></div>
            {contact::contacts(&home.contacts)}
        </section>
    }
    .into_any()
}

/// What can be sent; for former tenants the reason why nothing can.
fn actions(words: Words, former: bool) -> AnyView {
    if former {
        return view! { <p class="section">{t_string!(words, home.former)}</p> }.into_any();
    }
    view! {
        <section class="section" aria-label=t_string!(words, home.actions)>
            <div class="big-actions">
                {bell("/melden", "report", t_string!(words, home.report), t_string!(words, home.report_sub))}
                {bell("/anliegen", "message", t_string!(words, home.concern), t_string!(words, home.concern_sub))}
            </div>
            {report::emergency(t_string!(words, home.emergency), false)}
        </section>
    }
    .into_any()
}

fn bell(
    href: &'static str,
    sign: &'static str,
    word: &'static str,
    sub: &'static str,
) -> impl IntoView {
    view! {
        <a class="bell" href=href>
            <span class="bell-plate">{icon(sign)}<strong>{word}</strong><span>{sub}</span></span>
        </a>
    }
}

/// What is new; nothing where all is read, for the way to the rest stands in the menu.
fn documents(words: Words, home: &Home) -> Option<AnyView> {
    (!home.documents.is_empty()).then(|| {
        let all: String =
            if usize::try_from(home.new_documents).is_ok_and(|all| all > home.documents.len()) {
                t_string!(words, home.documents_count, count = home.new_documents)
            } else {
                t_string!(words, home.all).to_owned()
            };
        view! {
            <section class="section" aria-labelledby="dokumente">
                <div class="section-head">
                    <h2 id="dokumente">{t_string!(words, home.documents)}</h2>
                    <a href="/dokumente">{all}</a>
                </div>
                {rows(words, &home.documents)}
            </section>
        }
        .into_any()
    })
}

fn tickets(words: Words, sheet: &Sheet<Home>) -> AnyView {
    let home = &sheet.page;
    let shown = i64::try_from(home.open.len()).unwrap_or(i64::MAX);
    let all = if home.open_count > shown {
        t_string!(words, home.all_count, count = home.open_count).to_string()
    } else {
        t_string!(words, home.all).to_owned()
    };
    view! {
        <section class="section" aria-labelledby="vorgaenge">
            <div class="section-head">
                <h2 id="vorgaenge">{t_string!(words, home.mine)}</h2>
                <a href="/vorgaenge">{all}</a>
            </div>
            {if home.open.is_empty() {
                let none = if home.is_former(sheet.today) {
                    t_string!(words, home.none_open_former)
                } else {
                    t_string!(words, home.none_open)
                };
                view! { <p class="hint">{none}</p> }.into_any()
            } else {
                row::rows(words, &home.open, sheet.today, online)
            }}
        </section>
    }
    .into_any()
}
