//! Signing out: first the browser forgets, then the server.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;

use super::api;
use super::follow::start_over;
use crate::ui::Submit;
use crate::use_i18n;

use crate::i18n::*;

/// A form with one button; without scripts the server's answer clears what the browser kept.
#[component]
pub fn SignOutButton(
    /// `btn-secondary`, `btn-quiet` …
    #[prop(default = "btn-secondary")]
    kind: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::SignOut>::new();
    start_over(action);
    let leave = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            crate::browser::forget().await;
            action.dispatch(api::SignOut {});
        });
    };
    view! {
        <form method="post" action=api::SignOut::url() on:submit=leave>
            <Submit label=t_string!(i18n, access.sign_out) pending=action.pending() kind sign="logout"/>
        </form>
    }
    .into_any()
}
