//! Changes under way, field by field: what the portal says, what the ERP says, what shall hold.

use chrono::NaiveDate;
use domain::berlin;
use domain::change::is_late;
use domain::erp::CommandState;
use domain::erp::view::{ErpChange, ErpDesk};
use leptos::prelude::*;

use crate::changes::words;
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{Fact, Facts, icon, icon_small, today};

/// The lines of the view.
pub(super) fn lines(texts: Words, sheet: &Sheet<ErpDesk>) -> AnyView {
    let rows = sheet.page.changes.iter();
    let lines = rows.map(|row| line(texts, row, sheet.today)).collect_view();
    view! {
        <ul class="grid gap-4" role="list">{lines}</ul>
        <p class="mt-6"><a class="quiet-link" href="/team/aenderungen">{icon("edit")}{t_string!(texts, erp.to_changes)}</a></p>
    }
    .into_any()
}

fn line(texts: Words, row: &ErpChange, today: NaiveDate) -> AnyView {
    let title = format!("{}: {}", row.name, words::kind(texts, row.kind));
    let person = format!("/team/personen/{}", row.person_id);
    let reference = row.reference.clone();
    let said = |value: &Option<String>| {
        let nothing = || t_string!(texts, erp.nothing).to_owned();
        value.clone().unwrap_or_else(nothing)
    };
    let (portal, erp, pending) = (said(&row.portal), said(&row.erp), row.pending.clone());
    let contract = row.contract.clone().map(|contract| {
        view! { <Fact term=t_string!(texts, changes.staff_contract)>{contract}</Fact> }
    });
    let way = way(texts, row).map(|text| {
        view! { <Fact term=t_string!(texts, erp.command)>{text}</Fact> }
    });
    view! {
        <li class="card">
            <h2>{title}</h2>
            <p class="flex flex-wrap items-center gap-2 my-2">{state(texts, row)}{due(texts, row, today)}</p>
            <Facts>
                <Fact term=t_string!(texts, erp.in_portal)>{portal}</Fact>
                <Fact term=t_string!(texts, erp.in_erp)>{erp}</Fact>
                <Fact term=t_string!(texts, erp.pending)>{pending}</Fact>
                {contract}
                <Fact term=t_string!(texts, changes.staff_person)><a href=person>{reference}</a></Fact>
                {way}
            </Facts>
        </li>
    }
    .into_any()
}

fn state(texts: Words, row: &ErpChange) -> AnyView {
    let word = words::state(texts, row.kind, row.state);
    view! { <span class="state-chip" data-tone=words::tone(row.state)>{icon(words::sign(row.state))}{word}</span> }
        .into_any()
}

fn due(texts: Words, row: &ErpChange, today: NaiveDate) -> Option<AnyView> {
    let date = berlin::date(row.promised_on?, today);
    Some(if is_late(row.state, row.promised_on, today) {
        let text: String = t_string!(texts, changes.staff_overdue, date = date);
        view! { <span class="due inline-flex items-center gap-1" data-late="">{icon_small("warning")}{text}</span> }.into_any()
    } else {
        let text: String = t_string!(texts, changes.staff_due, date = date);
        view! { <span class="due">{text}</span> }.into_any()
    })
}

/// How far its command has come.
fn way(texts: Words, row: &ErpChange) -> Option<String> {
    Some(match (row.command?, row.delivered_at) {
        (CommandState::Dead, _) => t_string!(texts, erp.command_dead).to_owned(),
        (CommandState::Delivered, Some(at)) => {
            t_string!(
                texts,
                erp.command_delivered,
                at = berlin::moment(at, today())
            )
        }
        (CommandState::Waiting | CommandState::Delivered, _) => {
            t_string!(texts, erp.command_waiting).to_owned()
        }
    })
}
