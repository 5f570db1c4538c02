//! Step 1 of 4: number and code, typed from the letter.

use leptos::prelude::*;

use super::letter::{LetterForm, redeeming};
use crate::ui::{Head, Steps};
use crate::use_i18n;

use crate::i18n::*;

/// The four steps of a registration, at one of them.
#[component]
pub(super) fn RegistrationSteps(
    /// From 1.
    now: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = [
        t_string!(i18n, access.step_letter),
        t_string!(i18n, access.step_email),
        t_string!(i18n, access.step_code),
        t_string!(i18n, access.step_password),
    ];
    view! { <Steps names=names.map(str::to_owned).to_vec() now/> }.into_any()
}

/// Number and code, typed.
#[component]
pub fn Register() -> impl IntoView {
    let i18n = use_i18n();
    let (action, errors) = redeeming();
    view! {
        <RegistrationSteps now=1/>
        <Head
            title=t_string!(i18n, access.register_title)
            lead=t_string!(i18n, access.register_lead)
            back=("/", t_string!(i18n, frame.home))
            failed=move || !errors.get().is_empty()
        />
        <LetterForm action errors/>
    }
    .into_any()
}
