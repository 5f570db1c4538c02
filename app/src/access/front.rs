//! The first page: the doors for who is not signed in, the home of who is.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::follow::marked;
use super::start::Start;
use crate::home::HomePage;
use crate::ui::{Notice, Tone, frame};
use crate::use_i18n;

use crate::i18n::*;

/// Decides which of the three first pages is shown.
#[component]
pub fn Front() -> impl IntoView {
    let i18n = use_i18n();
    let welcome = marked("willkommen");
    match frame().me {
        None => view! { <Start/> }.into_any(),
        Some(me) if me.role.is_staff() => view! { <Redirect path="/team"/> }.into_any(),
        Some(_) => view! {
            <Show when=move || welcome.get()>
                <Notice tone=Tone::Ok title=t_string!(i18n, access.welcome)>
                    <p>{t_string!(i18n, access.welcome_text)}</p>
                </Notice>
            </Show>
            <HomePage/>
        }
        .into_any(),
    }
}
