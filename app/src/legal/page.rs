//! One page for three texts.

use domain::portal::LegalText;
use leptos::prelude::*;

use super::api;
use super::links::{self, Piece};
use crate::AppError;
use crate::access::tel;
use crate::ui::{Head, loaded_below};
use crate::use_i18n;

use crate::i18n::*;

/// Who runs the portal.
#[component]
pub fn ImprintPage() -> impl IntoView {
    let i18n = use_i18n();
    text_page(
        t_string!(i18n, legal.imprint),
        Resource::new(|| (), |()| api::imprint()),
    )
}

/// What is kept about whom, and why.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let i18n = use_i18n();
    text_page(
        t_string!(i18n, legal.privacy),
        Resource::new(|| (), |()| api::privacy()),
    )
}

/// What works for everybody, what does not, and whom to tell.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let i18n = use_i18n();
    text_page(
        t_string!(i18n, legal.accessibility),
        Resource::new(|| (), |()| api::accessibility()),
    )
}

fn text_page(title: &'static str, text: Resource<Result<LegalText, AppError>>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <Head title back=("/", t_string!(i18n, frame.home))/>
        {loaded_below(text, |text| view! { <div class="prose">{paragraphs(text)}</div> })}
    }
    .into_any()
}

fn paragraphs(text: LegalText) -> AnyView {
    let i18n = use_i18n();
    if text.paragraphs.is_empty() {
        return view! { <p>{t_string!(i18n, legal.empty)}</p> }.into_any();
    }
    text.paragraphs
        .into_iter()
        .map(|paragraph| match paragraph.strip_prefix("# ") {
            Some(heading) => view! { <h2>{heading.to_owned()}</h2> }.into_any(),
            None => view! { <p class="whitespace-pre-line">{linked(&paragraph)}</p> }.into_any(),
        })
        .collect_view()
        .into_any()
}

/// The text with its numbers and addresses as links.
fn linked(text: &str) -> AnyView {
    let pieces = links::pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Phone(number) => view! { <a href=tel(&number)>{number.clone()}</a> }.into_any(),
        Piece::Email(address) => {
            view! { <a href=format!("mailto:{address}")>{address.clone()}</a> }.into_any()
        }
    });
    pieces.collect_view().into_any()
}
