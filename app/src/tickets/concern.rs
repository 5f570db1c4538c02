//! Sending a concern: bank details, master data, documents, keys, anything else.

use domain::Refusal;
use domain::ticket::{TicketKind, Topic};
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::api::{self, Blank};
use super::form::{contract_field, text_fields, topic_field};
use super::photos_field::PhotosField;
use super::report::{check, ended};
use super::sending::{After, SendForm, Sending};
use super::sheet::Sheet;
use super::words::{self, Words};
use crate::i18n::*;
use crate::posted::{Posted, posted};
use crate::ui::{Head, frame, icon, loaded_below};
use crate::use_i18n;

/// A plain form, like the report without place and danger; `?thema=stammdaten` chooses the topic.
#[component]
pub fn ConcernPage() -> impl IntoView {
    let i18n = use_i18n();
    let before = posted();
    let topic = use_query_map().with_untracked(|query| query.get("thema"));
    if topic.as_deref() == Some(Topic::BankDetails.as_str()) {
        return view! { <Redirect path="/einstellungen/kontaktdaten/bank"/> }.into_any();
    }
    let failed = !before.errors.is_empty();
    let lead = if frame().me.is_some_and(|me| me.has_left()) {
        ""
    } else {
        t_string!(i18n, tickets.concern_lead)
    };
    let blank = Resource::new(|| (), |()| api::blank_form());
    view! {
        <Head title=t_string!(i18n, tickets.concern_title) lead failed=failed/>
        {loaded_below(blank, move |sheet| content(i18n, &sheet, &before, topic.as_deref()))}
    }
    .into_any()
}

fn content(words: Words, sheet: &Sheet<Blank>, before: &Posted, topic: Option<&str>) -> AnyView {
    if sheet.page.contracts.is_empty() {
        return ended(words, &sheet.page.contacts);
    }
    let (blank, mut posted) = (sheet.page.clone(), before.clone());
    if let Some(topic) = topic {
        let asked = posted.fields.entry("topic".to_owned());
        asked.or_insert_with(|| topic.to_owned());
    }
    view! {
        <SendForm
            address="/anliegen".to_owned()
            class="form"
            client_ref=sheet.client_ref
            posted=before.clone()
            after=After::Go
            label=t_string!(words, tickets.send_concern)
            draft="anliegen".to_owned()
            needed=vec![
                ("topic", Refusal::TopicMissing),
                ("title", Refusal::TitleMissing),
                ("text", Refusal::TextMissing),
            ]
            content=move |sending| fields(words, &blank, &posted, sending)
        />
        <p><a class="quiet-link" href="/melden">{icon("report")}{t_string!(words, tickets.to_report)}</a></p>
    }
    .into_any()
}

fn fields(words: Words, blank: &Blank, posted: &Posted, sending: Sending) -> AnyView {
    let asked = [
        t_string!(words, tickets.title_label),
        t_string!(words, tickets.title_hint_concern),
        t_string!(words, tickets.text_label_concern),
        t_string!(words, tickets.text_hint_concern),
    ];
    let question = t_string!(words, tickets.topic_concern);
    // Bank details are asked for on a page of their own, which checks them and wants the password.
    let topics = Topic::of(TicketKind::Concern).filter(|topic| *topic != Topic::BankDetails);
    view! {
        {contract_field(words, &blank.contracts, blank.chosen, posted)}
        {topic_field(words, topics, question, "2", to_bank(words), posted, sending)}
        {text_fields(words, asked, sending)}
        <PhotosField sending/>
        {check("private", posted, t_string!(words, tickets.private_label), t_string!(words, tickets.private_hint))}
    }
    .into_any()
}

/// Looks like the topics beside it and leads to the page that does it.
fn to_bank(words: Words) -> AnyView {
    view! {
        <a class="choice" href="/einstellungen/kontaktdaten/bank">
            {icon(words::topic_icon(Topic::BankDetails))}
            <span>
                {words::topic(words, Topic::BankDetails)}
                {words::topic_sub(words, Topic::BankDetails).map(|sub| view! { <small>{sub}</small> })}
            </span>
        </a>
    }
    .into_any()
}
