//! The help page.

use leptos::prelude::*;

use super::answers::{Answer, Group, groups};
use crate::access::{CallUs, Urgent};
use crate::ui::{Head, icon_small};
use crate::use_i18n;

use crate::i18n::*;

/// All questions in groups, then numbers and people.
#[component]
pub fn HelpPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Head
            title=t_string!(i18n, help.title)
            lead=t_string!(i18n, help.lead)
            back=("/", t_string!(i18n, frame.home))
        />
        {groups().into_iter().map(group).collect_view()}
        <section class="section" aria-labelledby="verwaltung">
            <div class="section-head"><h2 id="verwaltung">{t_string!(i18n, help.contact_title)}</h2></div>
            <div class="contacts"><CallUs/></div>
        </section>
        <Urgent/>
    }
    .into_any()
}

fn group(group: Group) -> AnyView {
    view! {
        <section class="section" aria-labelledby=group.id>
            <div class="section-head"><h2 id=group.id>{group.title}</h2></div>
            {group.answers.into_iter().map(fold).collect_view()}
        </section>
    }
    .into_any()
}

fn fold(answer: Answer) -> AnyView {
    let more = answer
        .more
        .into_iter()
        .map(|text| view! { <p>{text}</p> })
        .collect_view();
    let way = answer.way.map(|(href, word)| {
        view! { <p><a class="quiet-link" href=href>{icon_small("arrow-right")}{word}</a></p> }
    });
    view! {
        <details class="fold">
            <summary>{answer.question}</summary>
            <div class="prose">
                <p>{answer.text}</p>
                {more}
                {way}
            </div>
        </details>
    }
    .into_any()
}
