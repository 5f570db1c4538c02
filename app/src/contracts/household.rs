//! Mein Haushalt: who is named in the contract, why nobody else gets in, and who sees what.

use domain::berlin;
use domain::contract::ContractRow;
use domain::household::{Household, HouseholdPage as Page, Member, Standing};
use leptos::prelude::*;

use super::api;
use super::chosen::note;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Head, icon, icon_large, loaded_below, today};
use crate::use_i18n;

/// The page below the settings.
#[component]
pub fn HouseholdPage() -> impl IntoView {
    let i18n = use_i18n();
    let household = Resource::new(|| (), |()| api::household());
    let back = ("/einstellungen", t_string!(i18n, access.settings_title));
    view! {
        <Head
            title=t_string!(i18n, contracts.household)
            lead=t_string!(i18n, contracts.household_lead)
            back=back
        />
        {loaded_below(household, move |page| content(i18n, &page))}
    }
    .into_any()
}

fn content(words: Words, page: &Page) -> AnyView {
    if page.households.is_empty() && page.past.is_empty() {
        return view! {
            <div class="empty">{icon_large("persons")}<p>{t_string!(words, contracts.empty)}</p></div>
        }
        .into_any();
    }
    let households = page.households.iter().map(|one| household(words, one));
    let households = households.collect_view();
    let explained = (!page.households.is_empty()).then(|| explained(words));
    let note = note(words, page.chosen.clone());
    view! { {note}{households}{explained}{past(words, &page.past)} }.into_any()
}

fn household(words: Words, household: &Household) -> AnyView {
    let id = format!("haushalt-{}", household.row.id);
    let members = household.members.iter().map(|one| member(words, one));
    let members = members.collect_view();
    let heading = id.clone();
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head"><h2 id=heading>{household.row.place()}</h2></div>
            <div class="card"><ul role="list" class="grid gap-2">{members}</ul></div>
        </section>
    }
    .into_any()
}

fn member(words: Words, member: &Member) -> impl IntoView + use<> {
    let (tone, sign, word) = match member.standing {
        Standing::Inside => ("ok", "check", t_string!(words, contracts.inside)),
        Standing::LetterSent => ("info", "letter", t_string!(words, contracts.letter_sent)),
        Standing::Outside => ("done", "close", t_string!(words, contracts.outside)),
    };
    let me = member.me.then(|| t_string!(words, contracts.me));
    view! {
        <li class="person-line">
            {icon("person")}
            <span>{member.name.clone()}{me.map(|me| view! { " "{me} })}</span>
            <span class="state-chip" data-tone=tone>{icon(sign)}{word}</span>
        </li>
    }
}

/// Why nobody else gets in, what to do about it, and who sees what.
fn explained(words: Words) -> AnyView {
    view! {
        <section class="section" aria-labelledby="fehlt">
            <div class="section-head"><h2 id="fehlt">{t_string!(words, contracts.missing)}</h2></div>
            <p class="mb-4">{t_string!(words, contracts.missing_text)}</p>
            <div class="actions">
                <a class="btn btn-secondary" href="/anliegen?thema=stammdaten">
                    {icon("message")}
                    {t_string!(words, contracts.missing_action)}
                </a>
            </div>
        </section>
        <section class="section" aria-labelledby="gemeinsam">
            <div class="section-head"><h2 id="gemeinsam">{t_string!(words, contracts.together)}</h2></div>
            <p>{t_string!(words, contracts.together_text)}</p>
        </section>
        <section class="section" aria-labelledby="allein">
            <div class="section-head"><h2 id="allein">{t_string!(words, contracts.alone)}</h2></div>
            <p>{t_string!(words, contracts.alone_text)}</p>
        </section>
    }
    .into_any()
}

fn past(words: Words, rows: &[ContractRow]) -> Option<AnyView> {
    let lines = rows.iter().map(|row| past_line(words, row)).collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="frueher">
                <div class="section-head"><h2 id="frueher">{t_string!(words, contracts.past)}</h2></div>
                <p class="mb-4">{t_string!(words, contracts.past_text)}</p>
                <ul class="list" role="list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn past_line(words: Words, row: &ContractRow) -> impl IntoView + use<> {
    let until = readable(words, row);
    view! {
        <li>
            <a class="list-row" href=format!("/vertrag/{}", row.id)>
                {icon("documents")}
                <span class="list-main"><strong>{row.place()}</strong><span class="list-sub">{until}</span></span>
            </a>
        </li>
    }
}

/// Until when a contract that has ended can be read.
pub(super) fn readable(words: Words, row: &ContractRow) -> Option<String> {
    let date = berlin::date(row.readable_until?, today());
    Some(t_string!(words, contracts.readable_until, date = date).to_string())
}
