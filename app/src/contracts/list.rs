//! All contracts of a person; somebody with one sees it at once.

use chrono::NaiveDate;
use domain::berlin;
use domain::contract::{ContractKind, ContractRow};
use domain::property::UnitKind;
use leptos::prelude::*;

use super::api::{self, Overview};
use super::chosen::note;
use super::household::readable;
use super::show;
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{Head, icon, icon_large, loaded};
use crate::use_i18n;

/// The list, or the only contract.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let i18n = use_i18n();
    let contracts = Resource::new(|| (), |()| api::list());
    loaded(contracts, move |sheet| content(i18n, &sheet))
}

fn content(words: Words, sheet: &Sheet<Overview>) -> AnyView {
    if let Some(only) = &sheet.page.only {
        let note = note(words, sheet.page.chosen.clone());
        return view! { {note}{show::content(words, only, None)} }.into_any();
    }
    if sheet.page.rows.is_empty() {
        return view! {
            <Head title=t_string!(words, contracts.title)/>
            <div class="empty">{icon_large("documents")}<p>{t_string!(words, contracts.empty)}</p></div>
        }
        .into_any();
    }
    let lines = sheet
        .page
        .rows
        .iter()
        .map(|row| line(words, row, sheet.today))
        .collect_view();
    view! {
        <Head title=t_string!(words, contracts.list_title)/>
        <ul class="list" role="list">{lines}</ul>
    }
    .into_any()
}

fn line(words: Words, row: &ContractRow, today: NaiveDate) -> impl IntoView {
    let running = row.runs(today);
    let since = match row.ends_on {
        Some(end) if !running => {
            t_string!(words, contracts.ended_on, date = berlin::short_date(end)).to_string()
        }
        _ => t_string!(
            words,
            contracts.since,
            date = berlin::short_date(row.starts_on)
        )
        .to_string(),
    };
    let sub = format!("{} · {} · {since}", kind(words, row.kind), row.reference);
    let ended = (!running).then(|| {
        view! { <span class="state-chip" data-tone="done">{icon("check")}{t_string!(words, contracts.ended)}</span> }
    });
    view! {
        <li>
            <a class="list-row" href=format!("/vertrag/{}", row.id)>
                {icon(unit_icon(row.unit_kind))}
                <span class="list-main">
                    <strong>{row.place()}</strong>
                    <span class="list-sub">{sub}</span>
                    {readable(words, row).map(|until| view! { <span class="list-sub">{until}</span> })}
                </span>
                <span class="list-end">{ended}</span>
            </a>
        </li>
    }
}

/// "Mietvertrag" or "Eigentum".
pub fn kind(words: Words, kind: ContractKind) -> &'static str {
    match kind {
        ContractKind::Lease => t_string!(words, contracts.lease),
        ContractKind::Ownership => t_string!(words, contracts.ownership),
    }
}

/// "Wohnung", "Gewerbe", "Stellplatz".
pub fn unit(words: Words, kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Flat => t_string!(words, contracts.flat),
        UnitKind::Shop => t_string!(words, contracts.shop),
        UnitKind::Parking => t_string!(words, contracts.parking),
    }
}

const fn unit_icon(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Flat => "home",
        UnitKind::Shop => "building",
        UnitKind::Parking => "key",
    }
}
