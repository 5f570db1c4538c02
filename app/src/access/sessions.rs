//! All signed-in devices, each with a button to end it.

use domain::account::SessionRow;
use leptos::prelude::*;

use super::api;
use super::follow::{marked, start_over};
use crate::ui::{Moment, Notice, Submit, Tone, icon, loaded_below};
use crate::use_i18n;

use crate::i18n::*;

/// The list; one's own device is named and ended by signing out.
#[component]
pub(super) fn Devices() -> impl IntoView {
    let i18n = use_i18n();
    let sessions = Resource::new(|| (), |()| api::sessions());
    let end = ServerAction::<api::EndSession>::new();
    start_over(end);
    let ended = marked("beendet");
    view! {
        <section class="section" aria-labelledby="geraete">
            <div class="section-head"><h2 id="geraete">{t_string!(i18n, access.devices)}</h2></div>
            <Show when=move || ended.get()>
                <Notice tone=Tone::Ok title=t_string!(i18n, access.ended)>""</Notice>
            </Show>
            <p class="mb-4">{t_string!(i18n, access.devices_lead)}</p>
            {loaded_below(sessions, move |rows| {
                view! {
                    <ul class="list">{rows.into_iter().map(|row| line(row, end)).collect_view()}</ul>
                }
            })}
        </section>
    }
    .into_any()
}

fn line(row: SessionRow, end: ServerAction<api::EndSession>) -> AnyView {
    let i18n = use_i18n();
    let last = if row.current {
        view! { <span class="state-chip" data-tone="ok">{icon("check-circle")}{t_string!(i18n, access.this_device)}</span> }
            .into_any()
    } else {
        let label = t_string!(i18n, access.end_label, device = row.device.clone());
        view! {
            <ActionForm action=end attr:aria-label=label>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <Submit label=t_string!(i18n, access.end) pending=end.pending() kind="btn-secondary"/>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <li>
            <div class="list-row">
                {icon("device")}
                <span class="list-main">
                    <strong>{row.device}</strong>
                    <span class="list-sub">{t_string!(i18n, access.seen)}" "<Moment at=row.last_seen_at/></span>
                    <span class="list-sub">{t_string!(i18n, access.since)}" "<Moment at=row.created_at/></span>
                </span>
                <span class="list-end">{last}</span>
            </div>
        </li>
    }
    .into_any()
}
