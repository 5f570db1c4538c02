//! The page without network: sent by the server once and the same for everybody; what it shows it finds on the device.

use std::time::Duration;

use leptos::children::ViewFn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::{database, online};
use crate::access::Urgent;
use crate::bundles;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Head, icon, icon_large, say, woken};
use crate::use_i18n;

/// The server is asked again this often.
const AGAIN: Duration = Duration::from_secs(5);

/// The server answers again: what speaks of the missing network gives way.
#[derive(Debug, Clone, Copy)]
pub struct BackAgain(pub RwSignal<bool>);

/// What the device has for the wanted page.
#[derive(Clone)]
enum Found {
    /// Not looked yet; what the server sends.
    Waiting,
    /// Nothing at all.
    Nothing,
    /// A ticket, or the list of them.
    Stored(ViewFn),
}

/// `/offline?ziel=/vorgaenge/…`.
#[component]
pub fn OfflinePage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let found = RwSignal::new(Found::Waiting);
    let back = RwSignal::new(false);
    provide_context(BackAgain(back));
    let goal = move || {
        query
            .with(|query| query.get("ziel"))
            .filter(|goal| goal.starts_with('/') && !goal.starts_with("//"))
            .unwrap_or_else(|| "/".to_owned())
    };
    Effect::new(move |_| {
        let goal = goal();
        spawn_local(async move { found.set(look(i18n, goal).await) });
    });
    Effect::new(move |_| probe(i18n, back));
    view! {
        <BackOnline back goal=Signal::derive(goal)/>
        {move || found.with(|found| shown(i18n, found, back))}
    }
    .into_any()
}

/// Who has nothing on the device needs none of the code that reads it.
async fn look(words: Words, goal: String) -> Found {
    if !database::may_exist().await {
        return Found::Nothing;
    }
    bundles::read(words, goal)
        .await
        .map_or(Found::Nothing, Found::Stored)
}

/// Asks at once, when the browser believes in a network again, and every now and then; the answer only ever turns from
/// no to yes.
fn probe(words: Words, back: RwSignal<bool>) {
    let ask = move || {
        spawn_local(async move {
            if back.try_get_untracked() == Some(false) && online::reachable().await {
                back.set(true);
                say(t_string!(words, offline.online_again));
            }
        });
    };
    ask();
    let hint = window_event_listener(leptos::ev::online, move |_| ask());
    on_cleanup(move || hint.remove());
    if let Ok(handle) = set_interval_with_handle(ask, AGAIN) {
        on_cleanup(move || handle.clear());
    }
}

/// The way back to the page that was wanted.
#[component]
fn BackOnline(
    /// The server answers again.
    back: RwSignal<bool>,
    /// The wanted page.
    goal: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || back.get()>
            <div class="notice" data-tone="ok">
                {icon("check-circle")}
                <div>
                    <strong>{t_string!(i18n, offline.online_again)}</strong>
                    <div class="actions">
                        <a class="btn btn-primary" rel="external" href=goal>{t_string!(i18n, offline.go_online)}</a>
                    </div>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

fn shown(words: Words, found: &Found, back: RwSignal<bool>) -> AnyView {
    match found {
        Found::Waiting => waiting(words),
        Found::Nothing => nothing(words, back),
        Found::Stored(view) => view.run(),
    }
}

fn nothing(words: Words, back: RwSignal<bool>) -> AnyView {
    view! {
        <Show
            when=move || back.get()
            fallback=move || {
                view! {
                    <div class="empty">
                        {icon_large("offline")}
                        <Head title=t_string!(words, offline.title)/>
                        <p>{t_string!(words, offline.nothing)}</p>
                        <p>{t_string!(words, offline.nothing_hint)}</p>
                    </div>
                }
            }
        >
            <Head title=t_string!(words, offline.back_title)/>
        </Show>
        <Urgent/>
    }
    .into_any()
}

/// What stands here before the device was looked through, and all there is without script.
fn waiting(words: Words) -> AnyView {
    let awake = woken();
    view! {
        <Head title=t_string!(words, offline.title) lead=t_string!(words, offline.lead)/>
        <p>
            {move || {
                if awake.get() {
                    t_string!(words, offline.waiting)
                } else {
                    t_string!(words, offline.needs_script)
                }
            }}
        </p>
    }
    .into_any()
}
