//! The page `/einstellungen/daten/loeschen`: what goes, what stays until when and why, and the request.

use chrono::NaiveDate;
use domain::berlin;
use domain::privacy::retention::DeletionRequest;
use domain::privacy::{DeletionPage, Fate, Kept, Record};
use domain::ticket::promise;
use leptos::prelude::*;
use uuid::Uuid;

use super::api;
use crate::access::follow;
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Notice, Submit, Tone, complaints, loaded_below, state_word,
    today,
};
use crate::use_i18n;

/// For residents.
#[component]
pub(crate) fn DeletePage() -> impl IntoView {
    let i18n = use_i18n();
    let ask = ServerAction::<api::AskDeletion>::new();
    follow(ask);
    let errors = complaints(ask, |_| "");
    let page = Resource::new(|| (), |()| api::deletion());
    view! {
        <Head
            title=t_string!(i18n, privacy.delete_title)
            lead=t_string!(i18n, privacy.delete_lead)
            back=("/einstellungen/daten", t_string!(i18n, privacy.back_data))
            failed=move || !errors.get().is_empty()
        />
        <ErrorSummary errors/>
        {loaded_below(page, move |sheet| content(i18n, &sheet, ask))}
    }
    .into_any()
}

fn content(
    words: Words,
    sheet: &Sheet<DeletionPage>,
    ask: ServerAction<api::AskDeletion>,
) -> AnyView {
    let (goes, stays): (Vec<&Kept>, Vec<&Kept>) = sheet
        .page
        .kept
        .iter()
        .partition(|kept| kept.fate == Fate::Now);
    view! {
        {records(words, "geht", t_string!(words, privacy.goes), &goes, sheet.today)}
        {records(words, "bleibt", t_string!(words, privacy.stays), &stays, sheet.today)}
        <section class="section" aria-labelledby="antrag">
            <div class="section-head"><h2 id="antrag">{t_string!(words, privacy.ask)}</h2></div>
            {match &sheet.page.asked {
                Some(asked) if asked.state.is_open() => asked_for(words, asked),
                _ => request(words, sheet.client_ref, ask),
            }}
        </section>
        <section class="section" aria-labelledby="ende">
            <div class="section-head"><h2 id="ende">{t_string!(words, privacy.leave)}</h2></div>
            <p class="mb-4">{t_string!(words, privacy.leave_text)}</p>
            <div class="actions">
                <a class="btn btn-secondary" href="/einstellungen/daten/zugang-beenden">
                    {t_string!(words, privacy.leave_next)}
                </a>
            </div>
        </section>
    }
    .into_any()
}

fn records(
    words: Words,
    id: &'static str,
    title: &'static str,
    kept: &[&Kept],
    today: NaiveDate,
) -> Option<AnyView> {
    (!kept.is_empty()).then(|| {
        let lines = kept
            .iter()
            .map(|kept| record(words, kept, today))
            .collect_view();
        view! {
            <section class="section" aria-labelledby=id>
                <div class="section-head"><h2 id=id>{title}</h2></div>
                <Facts>{lines}</Facts>
            </section>
        }
        .into_any()
    })
}

fn record(words: Words, kept: &Kept, today: NaiveDate) -> AnyView {
    let (name, why) = told(words, kept);
    let fate = match kept.fate {
        // What goes with the access is said with its reason.
        Fate::Now if kept.record.years().is_none() => String::new(),
        Fate::Now => t_string!(words, privacy.now).to_owned(),
        Fate::Until { day } => {
            let date = berlin::date(day, today);
            t_string!(words, privacy.until, date = date).to_string()
        }
        Fate::Running { years } => t_string!(words, privacy.running, years = years).to_string(),
    };
    let fate = (!fate.is_empty()).then(|| view! { <strong>{fate}</strong>" " });
    view! { <Fact term=name>{fate}{why}</Fact> }.into_any()
}

/// What a record is called, and why it stays or goes.
fn told(words: Words, kept: &Kept) -> (String, &'static str) {
    let name = kept.name.clone();
    match kept.record {
        Record::Account => (
            t_string!(words, privacy.record_account).to_owned(),
            t_string!(words, privacy.record_account_why),
        ),
        Record::Devices => (
            t_string!(words, privacy.record_devices).to_owned(),
            t_string!(words, privacy.record_devices_why),
        ),
        Record::Archives => (
            t_string!(words, privacy.record_archives).to_owned(),
            t_string!(words, privacy.record_archives_why),
        ),
        Record::Tickets => (
            t_string!(words, privacy.record_tickets, count = name).to_string(),
            t_string!(words, privacy.record_tickets_why),
        ),
        Record::OpenTickets => (
            t_string!(words, privacy.record_open_tickets, count = name).to_string(),
            t_string!(words, privacy.record_tickets_why),
        ),
        Record::Contract => (
            t_string!(words, privacy.record_contract, number = name).to_string(),
            t_string!(words, privacy.record_contract_why),
        ),
        Record::Books => (
            t_string!(words, privacy.record_books).to_owned(),
            t_string!(words, privacy.record_books_why),
        ),
        Record::Contacts => (
            t_string!(words, privacy.record_contacts).to_owned(),
            t_string!(words, privacy.record_contacts_why),
        ),
        Record::Log => (
            t_string!(words, privacy.record_log).to_owned(),
            t_string!(words, privacy.record_log_why),
        ),
    }
}

fn request(words: Words, client_ref: Uuid, ask: ServerAction<api::AskDeletion>) -> AnyView {
    view! {
        <p class="mb-4">{t_string!(words, privacy.ask_text, days = promise::RECEIVED).to_string()}</p>
        <ActionForm action=ask attr:class="form">
            <input type="hidden" name="client_ref" value=client_ref.to_string()/>
            <div class="actions">
                <Submit label=t_string!(words, privacy.ask) pending=ask.pending()/>
            </div>
        </ActionForm>
    }
    .into_any()
}

fn asked_for(words: Words, asked: &DeletionRequest) -> AnyView {
    let text = t_string!(
        words,
        privacy.asked_text,
        moment = berlin::moment(asked.asked_at, today()),
        number = asked.number.clone(),
        state = state_word(asked.state)
    );
    view! {
        <Notice tone=Tone::Info title=t_string!(words, privacy.asked)>
            <p>{text.to_string()}</p>
        </Notice>
        <div class="actions">
            <a class="btn btn-secondary" href=format!("/vorgaenge/{}", asked.ticket_id)>
                {t_string!(words, privacy.asked_link)}
            </a>
        </div>
    }
    .into_any()
}
