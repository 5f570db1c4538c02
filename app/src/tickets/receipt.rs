//! The link to the receipt of a report.

use domain::ticket::TicketPage;
use leptos::prelude::*;

use super::sheet::Sheet;
use super::words::Words;
use crate::i18n::*;
use crate::ui::icon;

/// The way to the PDF, which only the server can make: a stored copy has none. The router leaves it to the browser.
pub fn link(words: Words, sheet: &Sheet<TicketPage>, class: &'static str) -> Option<AnyView> {
    let href = format!("/vorgaenge/{}/eingangsbestaetigung.pdf", sheet.page.row.id);
    sheet.kept_at.is_none().then(|| {
        view! {
            <a class=class href=href rel="external">{icon("download")}{t_string!(words, tickets.receipt)}</a>
        }
        .into_any()
    })
}
