//! One contract: where, who, how long, how much.

use domain::Cents;
use domain::berlin;
use domain::contract::{ContractKind, ContractPage as Page};
use domain::property::UnitKind;
use domain::rent::RentPart;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api;
use super::household::readable;
use super::list::{kind, unit};
use crate::AppError;
use crate::i18n::*;
use crate::tickets::contact;
use crate::tickets::words::Words;
use crate::ui::{Fact, Facts, Head, Notice, Tone, icon, loaded};
use crate::use_i18n;

/// The contract of the address.
#[component]
pub fn ContractPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let contract = Resource::new(
        move || id.get(),
        |id| async move { api::show(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    let back = ("/vertrag", t_string!(i18n, contracts.list_title));
    loaded(contract, move |sheet| {
        content(i18n, &sheet.page, Some(back))
    })
}

/// The page; `back` leads to the list, where there is one.
pub fn content(words: Words, page: &Page, back: Option<(&'static str, &'static str)>) -> AnyView {
    let title = page.row.place();
    let eyebrow = kind(words, page.row.kind);
    let head = match back {
        Some(back) => view! { <Head title=title eyebrow=eyebrow back=back/> }.into_any(),
        None => view! { <Head title=title eyebrow=eyebrow/> }.into_any(),
    };
    view! {
        {head}
        {past(words, page)}
        {home(words, page)}
        {money(words, page)}
        {account(words, page)}
        {persons(words, page)}
        {as_of(words, page)}
        <p class="mt-2"><a class="quiet-link" href="/dokumente">{icon("documents")}{t_string!(words, contracts.documents)}</a></p>
        {wrong(words, page)}
        <section class="section" aria-labelledby="kontakte">
            <div class="section-head"><h2 id="kontakte">{t_string!(words, contracts.contacts)}</h2></div>
            {contact::contacts(&page.contacts)}
        </section>
    }
    .into_any()
}

/// The way to say so when something is wrong; what has ended takes no concerns any more.
fn wrong(words: Words, page: &Page) -> Option<AnyView> {
    let running = page.row.readable_until.is_none();
    running.then(|| {
        view! {
            <p class="mt-2 flex flex-wrap items-center gap-x-3">
                {t_string!(words, contracts.wrong)}" "
                <a class="quiet-link" href="/anliegen?thema=stammdaten">{icon("edit")}{t_string!(words, contracts.wrong_action)}</a>
            </p>
        }
        .into_any()
    })
}

/// What has ended says so first, and until when it can be read.
fn past(words: Words, page: &Page) -> Option<AnyView> {
    let until = readable(words, &page.row)?;
    let said = if page.row.removed {
        t_string!(words, contracts.removed)
    } else {
        t_string!(words, contracts.over)
    };
    let notice = view! { <Notice tone=Tone::Done title=said><p>{until}</p></Notice> };
    Some(notice.into_any())
}

fn home(words: Words, page: &Page) -> AnyView {
    let row = &page.row;
    let area = page.area.map(|hundredths| {
        let area = format!("{},{:02}", hundredths / 100, hundredths % 100);
        let value = t_string!(words, contracts.area_value, area = area).to_string();
        view! { <Fact term=t_string!(words, contracts.area)>{value}</Fact> }
    });
    let signed = page.signed_on.map(|day| {
        view! { <Fact term=t_string!(words, contracts.signed)>{berlin::short_date(day)}</Fact> }
    });
    let place = format!("{}, {} {}", row.street, row.postal_code, row.town);
    let unit = format!("{}, {}", unit(words, row.unit_kind), row.unit_label);
    let (kind, number) = (kind(words, row.kind), row.reference.clone());
    let notice = page.notice_period.clone().map(|text| {
        view! { <Fact term=t_string!(words, contracts.notice)>{text}</Fact> }
    });
    let title = match row.unit_kind {
        UnitKind::Flat => t_string!(words, contracts.home),
        UnitKind::Shop => t_string!(words, contracts.home_shop),
        UnitKind::Parking => t_string!(words, contracts.home_parking),
    };
    let (house, period) = (page.property_name.clone(), period(words, page));
    view! {
        <section class="section" aria-labelledby="einheit">
            <div class="section-head"><h2 id="einheit">{title}</h2></div>
            <div class="card">
                <Facts>
                    <Fact term=t_string!(words, contracts.unit)>{unit}</Fact>
                    {area}
                    <Fact term=t_string!(words, contracts.house)>{house}</Fact>
                    <Fact term=t_string!(words, contracts.address)>{place}</Fact>
                    <Fact term=t_string!(words, contracts.period)>{period}</Fact>
                    {signed}
                    {notice}
                    <Fact term=t_string!(words, contracts.kind)>{kind}</Fact>
                    <Fact term=t_string!(words, contracts.number)><span class="num">{number}</span></Fact>
                </Facts>
            </div>
        </section>
    }
    .into_any()
}

fn period(words: Words, page: &Page) -> String {
    let start = berlin::short_date(page.row.starts_on);
    match (page.row.ends_on.map(berlin::short_date), page.row.kind) {
        (Some(end), _) => {
            t_string!(words, contracts.period_closed, start = start, end = end)
        }
        (None, ContractKind::Lease) => {
            t_string!(words, contracts.period_open, start = start)
        }
        (None, ContractKind::Ownership) => {
            t_string!(words, contracts.period_owned, start = start)
        }
    }
}

fn money(words: Words, page: &Page) -> AnyView {
    let lease = page.row.kind == ContractKind::Lease;
    let (title, base) = if lease {
        (
            t_string!(words, contracts.rent),
            t_string!(words, contracts.net_rent),
        )
    } else {
        (
            t_string!(words, contracts.house_money),
            t_string!(words, contracts.house_money_base),
        )
    };
    let part = |term: &'static str, cents: Cents| {
        (cents != Cents(0))
            .then(|| view! { <Fact term=term number=true>{cents.to_string()}</Fact> })
    };
    let parts = (page.parts.now.is_empty() && page.rent != page.total).then(|| {
        view! {
            {part(base, page.rent)}
            {part(t_string!(words, contracts.operating), page.operating_costs)}
            {part(t_string!(words, contracts.heating), page.heating_costs)}
        }
    });
    let deposit = lease
        .then(|| part(t_string!(words, contracts.deposit), page.deposit))
        .flatten();
    let total = page.total.to_string();
    let single = page
        .parts
        .now
        .iter()
        .map(|part| single(words, part))
        .collect_view();
    view! {
        <section class="section" aria-labelledby="geld">
            <div class="section-head"><h2 id="geld">{title}</h2></div>
            <div class="card">
                <Facts>
                    {parts}
                    {single}
                    <Fact term=t_string!(words, contracts.total) number=true sum=true>{total}</Fact>
                    {deposit}
                </Facts>
                {coming(words, page)}
                {before(words, page)}
            </div>
        </section>
    }
    .into_any()
}

/// A part that holds, with the day from which on.
fn single(words: Words, part: &RentPart) -> AnyView {
    let since: String = t_string!(
        words,
        contracts.part_since,
        label = part.label.clone(),
        date = berlin::short_date(part.valid_from)
    );
    let amount = part.amount.to_string();
    view! { <Fact term=since number=true>{amount}</Fact> }.into_any()
}

/// "ab 01.01.2027: Heizung, 95,00 €".
fn coming(words: Words, page: &Page) -> Option<AnyView> {
    (!page.parts.coming.is_empty()).then(|| {
        let lines = page
            .parts
            .coming
            .iter()
            .map(|part| {
                let line: String = t_string!(
                    words,
                    contracts.part_from,
                    date = berlin::short_date(part.valid_from),
                    label = part.label.clone(),
                    amount = part.amount.to_string()
                );
                view! { <li>{line}</li> }
            })
            .collect_view();
        view! {
            <h3 class="mt-4">{t_string!(words, contracts.parts_coming)}</h3>
            <ul role="list">{lines}</ul>
        }
        .into_any()
    })
}

/// What held before, folded away.
fn before(words: Words, page: &Page) -> Option<AnyView> {
    (!page.parts.past.is_empty()).then(|| {
        let lines = page
            .parts
            .past
            .iter()
            .map(|part| {
                let line: String = t_string!(
                    words,
                    contracts.part_was,
                    start = berlin::short_date(part.valid_from),
                    end = part.valid_to.map(berlin::short_date).unwrap_or_default(),
                    label = part.label.clone(),
                    amount = part.amount.to_string()
                );
                view! { <li>{line}</li> }
            })
            .collect_view();
        view! {
            <details class="fold mt-4">
                <summary>{t_string!(words, contracts.parts_past)}</summary>
                <ul role="list">{lines}</ul>
            </details>
        }
        .into_any()
    })
}

/// The account it is debited from, or the way to name one; nothing of it for whoever is not named any more.
fn account(words: Words, page: &Page) -> Option<AnyView> {
    let running = page.row.readable_until.is_none();
    let card = match page.mandate.clone() {
        Some(mandate) => {
            let since = mandate.since().map(berlin::short_date).map(|since| {
                view! { <Fact term=t_string!(words, contracts.mandate_since)>{since}</Fact> }
            });
            let reference = mandate.mandate.map(|reference| {
                view! { <Fact term=t_string!(words, contracts.mandate_reference)><span class="num">{reference}</span></Fact> }
            });
            view! {
                <Facts>
                    <Fact term=t_string!(words, contracts.mandate_holder)>{mandate.holder}</Fact>
                    <Fact term=t_string!(words, contracts.mandate_iban)><span class="num">{mandate.iban_masked}</span></Fact>
                    {reference}
                    {since}
                </Facts>
            }
            .into_any()
        }
        None if running => view! { <p>{t_string!(words, contracts.mandate_none)}</p> }.into_any(),
        None => return None,
    };
    let change = running.then(|| {
        view! {
            <p class="mt-4">
                <a class="quiet-link" href="/einstellungen/kontaktdaten/bank">{icon("euro")}{t_string!(words, contracts.mandate_change)}</a>
            </p>
        }
    });
    Some(
        view! {
            <section class="section" aria-labelledby="konto">
                <div class="section-head"><h2 id="konto">{t_string!(words, contracts.mandate)}</h2></div>
                <div class="card">{card}{change}</div>
            </section>
        }
        .into_any(),
    )
}

/// Where these facts come from, and as of when.
fn as_of(words: Words, page: &Page) -> AnyView {
    let as_of = page.as_of.map(|at| -> String {
        t_string!(words, contracts.as_of, moment = berlin::short_moment(at))
    });
    view! { <p class="hint mt-4">{t_string!(words, contracts.as_erp)}" "{as_of}</p> }.into_any()
}

fn persons(words: Words, page: &Page) -> AnyView {
    let running = page.row.readable_until.is_none();
    let lines = page
        .persons
        .iter()
        .map(|person| {
            let (tone, sign, word) = if person.registered {
                ("ok", "check", t_string!(words, contracts.inside))
            } else {
                ("done", "letter", t_string!(words, contracts.outside))
            };
            let chip = running.then(|| {
                view! { <span class="state-chip" data-tone=tone>{icon(sign)}{word}</span> }
            });
            view! {
                <li class="person-line">
                    {icon("person")}
                    <span>{person.name.clone()}</span>
                    {chip}
                </li>
            }
        })
        .collect_view();
    let hint = running.then(|| {
        view! {
            <p class="mt-4">
                <a class="quiet-link" href="/einstellungen/haushalt">
                    {icon("persons")}
                    {t_string!(words, contracts.household)}
                </a>
            </p>
        }
    });
    view! {
        <section class="section" aria-labelledby="personen">
            <div class="section-head"><h2 id="personen">{t_string!(words, contracts.persons)}</h2></div>
            <div class="card"><ul role="list" class="grid gap-2">{lines}</ul>{hint}</div>
        </section>
    }
    .into_any()
}
