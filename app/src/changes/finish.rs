//! How the forms of contact details end: the password again, by when the change holds, send it or leave.

use leptos::prelude::*;

use crate::i18n::*;
use crate::posted::FieldError;
use crate::ui::{PasswordField, Submit};
use crate::use_i18n;

/// The last fields of a form and its buttons.
#[component]
pub(super) fn Finish(
    /// All complaints about the form.
    errors: Signal<Vec<FieldError>>,
    /// What the button says.
    send: &'static str,
    /// The form is on its way.
    #[prop(into)]
    pending: Signal<bool>,
    /// By when the change holds stands above the form already.
    #[prop(optional)]
    dated: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let days = (!dated).then(|| view! { <p class="hint">{t_string!(i18n, changes.days)}</p> });
    view! {
        <PasswordField
            name="current"
            label=t_string!(i18n, changes.password)
            hint=t_string!(i18n, changes.password_hint)
            errors
            autocomplete="current-password"
        />
        {days}
        <div class="actions">
            <Submit label=send pending/>
            <a class="btn btn-quiet" href="/einstellungen/kontaktdaten">{t_string!(i18n, changes.cancel)}</a>
        </div>
    }
    .into_any()
}
