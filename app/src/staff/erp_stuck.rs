//! What did not get through: commands for the ERP and events about its records, with the reason and another try.

use domain::erp::view::StuckRow;
use domain::erp::{CommandKind, Entity};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::erp::Again;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Fact, Facts, Moment, Submit, icon};

/// The lines of the view.
pub(super) fn lines(words: Words, rows: &[StuckRow], again: Again) -> AnyView {
    let lines = rows
        .iter()
        .map(|row| line(words, row, again))
        .collect_view();
    view! { <ul class="grid gap-4" role="list">{lines}</ul> }.into_any()
}

fn line(words: Words, row: &StuckRow, again: Again) -> AnyView {
    let what = match (row.kind, row.entity) {
        (Some(kind), _) => kind_word(words, kind),
        (None, Some(entity)) => entity.words().0,
        (None, None) => "",
    };
    let whose = row.name.clone().unwrap_or_else(|| row.reference.clone());
    let title = format!("{what}: {whose}");
    let nothing = || t_string!(words, erp.no_reason).to_owned();
    let error = row.error.clone().filter(|error| !error.is_empty());
    let (error, at) = (error.unwrap_or_else(nothing), row.since);
    let (reference, attempts) = (row.reference.clone(), row.attempts);
    let button = button(words, row, &title, again);
    view! {
        <li class="card">
            <h2>{title}</h2>
            <p class="flex flex-wrap items-center gap-2 my-2">
                <span class="state-chip" data-tone="urgent">{icon("warning")}{t_string!(words, erp.given_up)}</span>
            </p>
            <Facts>
                <Fact term=t_string!(words, erp.reason)>{error}</Fact>
                <Fact term=t_string!(words, erp.reference)>{reference}</Fact>
                <Fact term=t_string!(words, erp.since)><Moment at/></Fact>
                <Fact term=t_string!(words, erp.attempts) number=true>{attempts}</Fact>
            </Facts>
            <div class="actions mt-4">{button}</div>
        </li>
    }
    .into_any()
}

fn button(words: Words, row: &StuckRow, title: &str, again: Again) -> AnyView {
    let label: String = t_string!(words, erp.again_label, what = title.to_owned());
    match (row.command, row.entity) {
        (Some(id), _) => {
            let id = id.to_string();
            view! {
                <ActionForm action=again.command attr:aria-label=label>
                    <input type="hidden" name="id" value=id/>
                    <Submit label=t_string!(words, erp.again) pending=again.command.pending() kind="btn-secondary" sign="reopen"/>
                </ActionForm>
            }
            .into_any()
        }
        (None, entity) => {
            let entity = entity.map(Entity::as_str).unwrap_or_default();
            let reference = row.reference.clone();
            view! {
                <ActionForm action=again.event attr:aria-label=label>
                    <input type="hidden" name="entity" value=entity/>
                    <input type="hidden" name="reference" value=reference/>
                    <Submit label=t_string!(words, erp.again) pending=again.event.pending() kind="btn-secondary" sign="reopen"/>
                </ActionForm>
            }
            .into_any()
        }
    }
}

/// What was to be told.
fn kind_word(words: Words, kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::ChangeRequested => t_string!(words, erp.kind_requested),
        CommandKind::ChangeWithdrawn => t_string!(words, erp.kind_withdrawn),
        CommandKind::TicketFiled => t_string!(words, erp.kind_ticket),
    }
}
