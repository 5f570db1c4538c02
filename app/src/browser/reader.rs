//! What the device has for a page that was wanted without network. It reads what residents' pages show, and travels
//! with them.

use domain::contract::Contact;
use domain::ticket::{TicketId, TicketList, TicketPage, TicketRow};
use leptos::children::ViewFn;
use leptos::prelude::*;

use super::kept;
use crate::access::Urgent;
use crate::i18n::*;
use crate::tickets::photos::PhotoSource;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::tickets::{contact, kept_notice, list as tickets, row, show};
use crate::ui::{Head, icon_large};

/// The stored lists: links stay on this page, for the server cannot send another.
const OPEN: &str = "/offline?ziel=/vorgaenge";
const ALL: &str = "/offline?ziel=/vorgaenge?ansicht=alle";

/// The stored page for an address, ready to be shown; nothing where nothing is stored.
pub async fn read(words: Words, goal: String) -> Option<ViewFn> {
    let path = goal.split(['?', '#']).next().unwrap_or_default();
    let id = path
        .strip_prefix("/vorgaenge/")
        .and_then(|id| id.parse::<TicketId>().ok());
    if let Some(id) = id
        && let Some(sheet) = kept::ticket(id).await
    {
        let photos = PhotoSource::Kept(kept::photos(&sheet.page).await);
        return Some(ViewFn::from(move || ticket(words, &sheet, &photos)));
    }
    // Only the plain list hides what is done: whoever looks for something else finds everything.
    let lists = path == "/vorgaenge";
    let open_only = lists && !goal.contains("ansicht=alle");
    let sheet = kept::list(open_only).await?;
    let contacts = kept::contacts().await;
    let missing = !matches!(path, "/" | "/vorgaenge" | "/offline");
    Some(ViewFn::from(move || {
        let tabs = lists.then(|| tickets::tabs(words, &sheet.page, [OPEN, ALL]));
        list(words, &sheet, &contacts, missing, tabs)
    }))
}

fn list(
    words: Words,
    sheet: &Sheet<TicketList>,
    contacts: &[Contact],
    missing: bool,
    tabs: Option<AnyView>,
) -> AnyView {
    let none = if sheet.page.all_count > 0 {
        t_string!(words, tickets.empty_open)
    } else {
        t_string!(words, offline.nothing)
    };
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
        {tabs}
        {if sheet.page.rows.is_empty() {
            view! { <div class="empty">{icon_large("ticket")}<p>{none}</p></div> }.into_any()
        } else {
            row::rows(words, &sheet.page.rows, sheet.today, address)
        }}
        {cards}
        <Urgent/>
    }
    .into_any()
}

fn ticket(words: Words, sheet: &Sheet<TicketPage>, photos: &PhotoSource) -> AnyView {
    let page = &sheet.page;
    let number = t_string!(words, tickets.number, number = page.row.number.clone()).to_string();
    let back = (ALL, t_string!(words, offline.back_to_list));
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

/// As [`OPEN`], for one ticket.
fn address(row: &TicketRow) -> String {
    format!("/offline?ziel=/vorgaenge/{}", row.id)
}
