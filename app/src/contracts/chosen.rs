//! What a page says that keeps to one contract of several.

use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::words::Words;

/// Names the contract and says how to see all; nothing where all are shown.
pub(crate) fn note(words: Words, place: Option<String>) -> Option<AnyView> {
    let place = place?;
    let said = t_string!(words, contracts.chosen_note, place = place).to_string();
    Some(view! { <p class="hint mb-4">{said}</p> }.into_any())
}
