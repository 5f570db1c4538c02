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
use crate::tickets::{contact, kept_notice, row, show};
use crate::ui::{Head, icon_large};

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
    let open_only = path == "/vorgaenge" && !goal.contains("ansicht=alle");
    let sheet = kept::list(open_only).await?;
    let contacts = kept::contacts().await;
    let missing = !matches!(path, "/" | "/vorgaenge" | "/offline");
    Some(ViewFn::from(move || {
        list(words, &sheet, &contacts, missing)
    }))
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
        <Urgent/>
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
