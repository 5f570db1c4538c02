//! What the forms of reports and concerns have in common.

use domain::ContractId;
use domain::contract::ContractRow;
use domain::ticket::Topic;
use domain::ticket::report::{TEXT_MAX, TITLE_MAX};
use leptos::prelude::*;

use super::sending::Sending;
use super::tiles::{Tile, tiles};
use super::words::{self, Words};
use crate::i18n::*;
use crate::posted::Posted;
use crate::ui::{Field, FieldFrame, TextArea};

/// Which contract it is about: asked only of people who have several, and answered by the choice in the bar.
pub fn contract_field(
    words: Words,
    contracts: &[ContractRow],
    chosen: Option<ContractId>,
    posted: &Posted,
) -> AnyView {
    if let [only] = contracts {
        return view! { <input type="hidden" name="contract" value=only.id.to_string()/> }
            .into_any();
    }
    let chosen = Some(posted.value("contract"))
        .filter(|typed| !typed.is_empty())
        .or_else(|| chosen.map(|id| id.to_string()))
        .unwrap_or_default();
    let options = contracts
        .iter()
        .map(|row| {
            let id = row.id.to_string();
            let selected = id == chosen;
            let word = row.place();
            view! { <option value=id selected=selected>{word}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame name="contract" label=t_string!(words, tickets.contract)>
            <select id="contract" name="contract">{options}</select>
        </FieldFrame>
    }
    .into_any()
}

/// The topics as tiles, with `more` behind them.
pub fn topic_field(
    words: Words,
    topics: impl Iterator<Item = Topic>,
    question: &'static str,
    columns: &'static str,
    more: AnyView,
    posted: &Posted,
    sending: Sending,
) -> AnyView {
    let topics = topics
        .map(|topic| Tile {
            value: topic.as_str(),
            sign: words::topic_icon(topic),
            word: words::topic(words, topic),
            sub: words::topic_sub(words, topic),
        })
        .collect();
    let errors = sending.complaints();
    tiles(
        "topic",
        question,
        columns,
        topics,
        &posted.value("topic"),
        more,
        errors,
    )
}

/// Title and text, with the count of what is left.
pub fn text_fields(words: Words, asked: [&'static str; 4], sending: Sending) -> AnyView {
    let [title_label, title_hint, text_label, text_hint] = asked;
    let errors = sending.complaints();
    view! {
        <Field
            name="title"
            label=title_label
            hint=title_hint
            errors
            maxlength=TITLE_MAX
            autocomplete="off"
        />
        <TextArea
            name="text"
            label=text_label
            hint=text_hint
            errors
            rows=6
            maxlength=TEXT_MAX
        />
        {counter(words, sending)}
    }
    .into_any()
}

/// Shown from half of the limit on: before that it only disturbs.
fn counter(words: Words, sending: Sending) -> AnyView {
    let left = move || {
        let most = usize::try_from(TEXT_MAX).unwrap_or(usize::MAX);
        most.saturating_sub(sending.typed.get())
    };
    let near = move || u32::try_from(left()).is_ok_and(|left| left < TEXT_MAX / 2);
    view! {
        <Show when=near>
            <p class="counter">{move || t_string!(words, tickets.counter, count = left()).to_string()}</p>
        </Show>
    }
    .into_any()
}
