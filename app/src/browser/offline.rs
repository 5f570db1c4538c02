//! The page without network: sent by the server once and the same for everybody; what it shows it finds on the device.

use std::time::Duration;

use domain::contract::Contact;
use domain::ticket::{TicketId, TicketList, TicketPage, TicketRow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::{kept, online};
use crate::i18n::*;
use crate::tickets::photos::PhotoSource;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::tickets::{contact, kept_notice, row, show};
use crate::ui::{Head, icon, icon_large, say, woken};
use crate::use_i18n;

/// The server is asked again this often.
const AGAIN: Duration = Duration::from_secs(15);

/// What the device has for the wanted page.
#[derive(Debug, Clone)]
enum Found {
    /// Not looked yet; what the server sends.
    Waiting,
    /// Nothing at all.
    Nothing,
    /// The tickets; `missing` if another page was wanted.
    List {
        sheet: Box<Sheet<TicketList>>,
        contacts: Vec<Contact>,
        missing: bool,
    },
    /// One ticket.
    Ticket(Box<Sheet<TicketPage>>, PhotoSource),
}

/// `/offline?ziel=/vorgaenge/…`.
#[component]
pub fn OfflinePage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let found = RwSignal::new(Found::Waiting);
    let back = RwSignal::new(false);
    let goal = move || {
        query
            .with(|query| query.get("ziel"))
            .filter(|goal| goal.starts_with('/') && !goal.starts_with("//"))
            .unwrap_or_else(|| "/".to_owned())
    };
    Effect::new(move |_| {
        let goal = goal();
        spawn_local(async move { found.set(look(&goal).await) });
    });
    Effect::new(move |_| probe(i18n, back));
    view! {
        <BackOnline back goal=Signal::derive(goal)/>
        {move || found.with(|found| shown(i18n, found))}
    }
    .into_any()
}

/// Asks at once and then again and again; the answer only ever turns from no to yes.
fn probe(words: Words, back: RwSignal<bool>) {
    let ask = move || {
        spawn_local(async move {
            if back.try_get_untracked() == Some(false) && online::reachable().await {
                back.set(true);
                say(t_string!(words, offline.online_again));
            }
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, AGAIN) {
        on_cleanup(move || handle.clear());
    }
}

/// The way back to the page that was wanted.
#[component]
fn BackOnline(
    /// The server answers again.
    back: RwSignal<bool>,
    /// The wanted page.
    goal: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || back.get()>
            <div class="notice" data-tone="ok">
                {icon("check-circle")}
                <div>
                    <strong>{t_string!(i18n, offline.online_again)}</strong>
                    <p><a class="btn btn-primary" rel="external" href=goal>{t_string!(i18n, offline.go_online)}</a></p>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

async fn look(goal: &str) -> Found {
    let path = goal.split(['?', '#']).next().unwrap_or_default();
    let id = path
        .strip_prefix("/vorgaenge/")
        .and_then(|id| id.parse::<TicketId>().ok());
    if let Some(id) = id
        && let Some(sheet) = kept::ticket(id).await
    {
        let photos = kept::photos(&sheet.page).await;
        return Found::Ticket(Box::new(sheet), PhotoSource::Kept(photos));
    }
    // Only the plain list hides what is done: whoever looks for something else finds everything.
    let open_only = path == "/vorgaenge" && !goal.contains("ansicht=alle");
    match kept::list(open_only).await {
        Some(sheet) => Found::List {
            contacts: kept::contacts().await,
            missing: !matches!(path, "/" | "/vorgaenge" | "/offline"),
            sheet: Box::new(sheet),
        },
        None => Found::Nothing,
    }
}

fn shown(words: Words, found: &Found) -> AnyView {
    match found {
        Found::Waiting => waiting(words),
        Found::Nothing => view! {
            <div class="empty">
                {icon_large("offline")}
                <Head title=t_string!(words, offline.title)/>
                <p>{t_string!(words, offline.nothing)}</p>
                <p>{t_string!(words, offline.nothing_hint)}</p>
            </div>
        }
        .into_any(),
        Found::List {
            sheet,
            contacts,
            missing,
        } => list(words, sheet, contacts, *missing),
        Found::Ticket(sheet, photos) => ticket(words, sheet, photos),
    }
}

/// What stands here before the device was looked through, and all there is without script.
fn waiting(words: Words) -> AnyView {
    let awake = woken();
    view! {
        <Head title=t_string!(words, offline.title) lead=t_string!(words, offline.lead)/>
        <p>
            {move || {
                if awake.get() {
                    t_string!(words, offline.waiting)
                } else {
                    t_string!(words, offline.needs_script)
                }
            }}
        </p>
    }
    .into_any()
}

fn list(words: Words, sheet: &Sheet<TicketList>, contacts: &[Contact], missing: bool) -> AnyView {
    let said = missing.then(|| view! { <p>{t_string!(words, offline.not_kept)}</p> });
    let cards = contact::contacts(contacts).map(|cards| {
        view! {
            <section class="section" aria-labelledby="kontakte">
                <div class="section-head"><h2 id="kontakte">{t_string!(words, offline.contacts)}</h2></div>
                {cards}
            </section>
        }
    });
    view! {
        <Head title=t_string!(words, offline.list)/>
        {kept_notice(words, sheet)}
        {said}
        {if sheet.page.rows.is_empty() {
            view! { <div class="empty">{icon_large("ticket")}<p>{t_string!(words, offline.nothing)}</p></div> }.into_any()
        } else {
            row::rows(words, &sheet.page.rows, sheet.today, address)
        }}
        {cards}
    }
    .into_any()
}

fn ticket(words: Words, sheet: &Sheet<TicketPage>, photos: &PhotoSource) -> AnyView {
    let page = &sheet.page;
    let number = t_string!(words, tickets.number, number = page.row.number.clone()).to_string();
    let back = (
        "/offline?ziel=/vorgaenge?ansicht=alle",
        t_string!(words, offline.back_to_list),
    );
    view! {
        <div class="split">
            <div>
                <Head title=page.row.title.clone() eyebrow=number back=back/>
                {kept_notice(words, sheet)}
                {show::article(words, sheet, photos, ().into_any())}
            </div>
            <aside>{show::aside(words, sheet)}</aside>
        </div>
    }
    .into_any()
}

/// Links stay on this page: the server cannot send another.
fn address(row: &TicketRow) -> String {
    format!("/offline?ziel=/vorgaenge/{}", row.id)
}
