//! "Mit Passkey anmelden": one button, once scripts run and the browser can.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::api;
use super::passkeys::{WhyNot, usable};
use crate::browser::passkeys;
use crate::posted::FieldError;
use crate::ui::{ErrorSummary, icon};
use crate::use_i18n;

use crate::i18n::*;

/// Asks the device; which device it is was answered in the form above.
#[component]
pub(super) fn PasskeyDoor(
    /// Where it goes on.
    target: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let pending = RwSignal::new(false);
    let (target, usable) = (StoredValue::new(target), usable());
    let enter = move |_| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        errors.set(Vec::new());
        spawn_local(async move {
            match sign_in(target.get_value()).await {
                Ok(path) => {
                    let _refused = window().location().assign(&path);
                }
                Err(why) => {
                    errors.set(vec![FieldError::new("", why.told(i18n))]);
                    pending.set(false);
                }
            }
        });
    };
    let busy = move || pending.get().then_some("true");
    view! {
        <Show when=move || usable.get()>
            <section class="section" aria-labelledby="mit-passkey">
                <div class="section-head"><h2 id="mit-passkey">{t_string!(i18n, access.passkey_door)}</h2></div>
                <p class="mb-4">{t_string!(i18n, access.passkey_door_text)}</p>
                <ErrorSummary errors/>
                <button type="button" class="btn btn-secondary btn-wide" aria-busy=busy on:click=enter>
                    {icon("key")}
                    {t_string!(i18n, access.passkey_sign_in)}
                </button>
            </section>
        </Show>
    }
    .into_any()
}

async fn sign_in(ziel: String) -> Result<String, WhyNot> {
    let question = api::ask_passkey().await?;
    let answer = passkeys::sign(&question.options)
        .await
        .map_err(WhyNot::Device)?;
    Ok(api::sign_in_passkey(question.token, answer, own_device(), ziel).await?)
}

/// What was answered to "Welches Gerät benutzen Sie?".
fn own_device() -> bool {
    let chosen = document().query_selector("input[name=own_device]:checked");
    chosen
        .ok()
        .flatten()
        .and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.value() == "true")
}
