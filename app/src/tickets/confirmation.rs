//! After sending: the number, large; what happens next, and by when.

use domain::berlin;
use domain::ticket::{TicketKind, TicketPage};
use leptos::prelude::*;

use super::receipt;
use super::sheet::Sheet;
use super::words::Words;
use crate::access::tel;
use crate::i18n::*;
use crate::ui::{Head, frame, icon, icon_large};

/// Stands above a ticket that was just sent.
pub fn confirmation(words: Words, sheet: &Sheet<TicketPage>) -> AnyView {
    let row = &sheet.page.row;
    let until = row.answer_by.map(|day| {
        let date = berlin::date(day, sheet.today);
        view! { <p class="confirmation-date">{t_string!(words, tickets.done_when, date = date).to_string()}</p> }
    });
    let title = match row.kind {
        TicketKind::Damage => t_string!(words, tickets.done_title),
        TicketKind::Concern => t_string!(words, tickets.done_title_concern),
    };
    let urgent = row.urgent.then(|| urgent(words));
    view! {
        <div class="confirmation">
            {icon_large("check-circle")}
            <Head title/>
            <p class="confirmation-number">
                <span>{t_string!(words, tickets.done_number)}</span>
                <strong>{row.number.clone()}</strong>
            </p>
            {until}
            <p>{t_string!(words, tickets.done_next_staff)}</p>
            {urgent}
            <div class="actions">
                <a class="btn btn-primary" href="/vorgaenge">{icon("ticket")}{t_string!(words, tickets.done_list)}</a>
                {receipt::link(words, sheet, "btn btn-secondary")}
            </div>
            <p class="hint">{t_string!(words, tickets.done_receipt)}</p>
        </div>
        <h2>{t_string!(words, tickets.done_below)}": "{row.title.clone()}</h2>
    }
    .into_any()
}

/// What cannot wait for an answer here: the number to press, the manager's or that of the fire brigade.
fn urgent(words: Words) -> AnyView {
    let phone = frame().portal.contact.phone;
    let phone = phone.unwrap_or_else(|| "112".to_owned());
    view! {
        <p>{t_string!(words, tickets.done_urgent)}</p>
        <a class="btn btn-secondary" href=tel(&phone)>{icon("phone")}{phone.clone()}</a>
    }
    .into_any()
}
