//! Reporting damage, on one page: danger first, then what, where and how.

use domain::Refusal;
use domain::contract::Contact;
use domain::ticket::report::NOTE_MAX;
use domain::ticket::{Place, TicketKind, Topic};
use leptos::prelude::*;

use super::api::{self, Blank};
use super::contact;
use super::form::{contract_field, text_fields, topic_field};
use super::photos_field::PhotosField;
use super::sending::{After, SendForm, Sending};
use super::sheet::Sheet;
use super::tiles::{Tile, tiles};
use super::words::{self, Words};
use crate::access::UrgentNumbers;
use crate::i18n::*;
use crate::posted::{Posted, posted};
use crate::ui::{Head, TextArea, frame, icon, loaded_below};
use crate::use_i18n;

/// A plain form; the browser's half adds previews, smaller photos and a bar. Who has left is told so before all else.
#[component]
pub fn ReportPage() -> impl IntoView {
    let i18n = use_i18n();
    let before = posted();
    let failed = !before.errors.is_empty();
    let left = frame().me.is_some_and(|me| me.has_left());
    let lead = if left {
        ""
    } else {
        t_string!(i18n, tickets.report_lead)
    };
    let numbers = move || emergency(t_string!(i18n, tickets.emergency_title), !failed);
    let blank = Resource::new(|| (), |()| api::blank_form());
    view! {
        <Head title=t_string!(i18n, tickets.report_title) lead failed=failed/>
        {(!left).then(numbers)}
        {loaded_below(blank, move |sheet| content(i18n, &sheet, &before))}
        {left.then(numbers)}
    }
    .into_any()
}

/// The numbers come before everything else; on pages about other things they are folded behind `label`.
pub fn emergency(label: &'static str, open: bool) -> AnyView {
    view! {
        <details class="fold" data-tone="urgent" open=open>
            <summary>{label}</summary>
            <UrgentNumbers/>
        </details>
    }
    .into_any()
}

fn content(words: Words, sheet: &Sheet<Blank>, before: &Posted) -> AnyView {
    if sheet.page.contracts.is_empty() {
        return ended(words, &sheet.page.contacts);
    }
    let (blank, posted) = (sheet.page.clone(), before.clone());
    view! {
        {caretaker(words, &sheet.page.contacts)}
        <SendForm
            address="/melden".to_owned()
            class="form"
            client_ref=sheet.client_ref
            posted=before.clone()
            after=After::Go
            label=t_string!(words, tickets.send_report)
            draft="melden".to_owned()
            needed=vec![
                ("topic", Refusal::TopicMissing),
                ("place", Refusal::PlaceMissing),
                ("title", Refusal::TitleMissing),
                ("text", Refusal::TextMissing),
            ]
            content=move |sending| fields(words, &blank, &posted, sending)
        />
        <p><a class="quiet-link" href="/anliegen">{icon("message")}{t_string!(words, tickets.to_concern)}</a></p>
    }
    .into_any()
}

fn fields(words: Words, blank: &Blank, posted: &Posted, sending: Sending) -> AnyView {
    let asked = [
        t_string!(words, tickets.title_label),
        t_string!(words, tickets.title_hint),
        t_string!(words, tickets.text_label),
        t_string!(words, tickets.text_hint),
    ];
    let question = t_string!(words, tickets.topic_damage);
    let topics = Topic::of(TicketKind::Damage);
    view! {
        {contract_field(words, &blank.contracts, blank.chosen, posted)}
        {topic_field(words, topics, question, "3", ().into_any(), posted, sending)}
        {place_field(words, posted, sending)}
        {text_fields(words, asked, sending)}
        <PhotosField sending/>
        <TextArea
            name="access"
            label=t_string!(words, tickets.access)
            hint=t_string!(words, tickets.access_hint)
            errors=sending.complaints()
            rows=2
            maxlength=NOTE_MAX
            optional=true
        />
        {check("urgent", posted, t_string!(words, tickets.urgent_label), t_string!(words, tickets.urgent_hint))}
        {check("private", posted, t_string!(words, tickets.private_label), t_string!(words, tickets.private_hint))}
    }
    .into_any()
}

fn place_field(words: Words, posted: &Posted, sending: Sending) -> AnyView {
    let places = Place::ALL
        .iter()
        .map(|place| {
            let (word, sub) = words::place(words, *place);
            Tile {
                value: place.as_str(),
                sign: words::place_icon(*place),
                word,
                sub: Some(sub),
            }
        })
        .collect();
    let question = t_string!(words, tickets.place);
    tiles(
        "place",
        question,
        "3",
        places,
        &posted.value("place"),
        ().into_any(),
        sending.complaints(),
    )
}

/// A line to tick.
pub fn check(
    name: &'static str,
    posted: &Posted,
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    let checked = !posted.value(name).is_empty();
    view! {
        <label class="check">
            <input type="checkbox" name=name value="on" checked=checked/>
            <span>{label}<small>{hint}</small></span>
        </label>
    }
    .into_any()
}

/// Small things are the caretaker's, and faster so.
fn caretaker(words: Words, contacts: &[Contact]) -> Option<AnyView> {
    let caretaker = contacts
        .iter()
        .find(|contact| contact.role == "Hauswart" && contact.phone.is_some())?;
    Some(
        view! {
            <details class="fold">
                <summary>{t_string!(words, tickets.small_title)}</summary>
                <p>{t_string!(words, tickets.small_text)}</p>
                {contact::card(caretaker)}
            </details>
        }
        .into_any(),
    )
}

/// All contracts have ended.
pub fn ended(words: Words, contacts: &[Contact]) -> AnyView {
    view! {
        <div class="empty">
            {crate::ui::icon_large("lock")}
            <p>{t_string!(words, tickets.ended_only)}</p>
        </div>
        {contact::contacts(contacts)}
    }
    .into_any()
}
