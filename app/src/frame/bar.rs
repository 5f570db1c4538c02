//! The bar at the top: name plate, contracts, ways in and out.

use domain::contract::{ContractRow, unbroken};
use domain::portal::Frame;
use domain::{ContractId, Me};
use leptos::ev::KeyboardEvent;
use leptos::html::Details;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::welcome::recognised;
use crate::ui::icon;
use crate::use_i18n;

use crate::i18n::*;

/// Name plate at the left, place in the middle, what the person may press at the right.
#[component]
pub(super) fn TopBar(
    /// The portal and who is signed in.
    frame: Frame,
) -> impl IntoView {
    let i18n = use_i18n();
    let me = frame.me;
    let staff = me.as_ref().is_some_and(|me| me.role.is_staff());
    let start = if staff { "/team" } else { "/" };
    let end = if staff || !recognised() {
        ().into_any()
    } else if me.is_some() {
        view! {
            <a class="icon-btn" href="/einstellungen" aria-label=t_string!(i18n, frame.settings)>{icon("settings")}</a>
        }
        .into_any()
    } else {
        view! { <a class="icon-btn" href="/hilfe" aria-label=t_string!(i18n, frame.help)>{icon("help")}</a> }
            .into_any()
    };
    let place = me.and_then(place);
    view! {
        <header class="topbar">
            <a class="mark" href=start><span class="mark-name">{frame.portal.name}</span></a>
            {place.map(|place| view! { <div class="topbar-place">{place}</div> })}
            <div class="topbar-end">{end}</div>
        </header>
    }
    .into_any()
}

/// One contract is named; among several that run, one or all can be chosen. Nobody's contracts leave the place empty.
fn place(me: Me) -> Option<AnyView> {
    let runs = |row: &ContractRow| me.running.contains(&row.id);
    let (running, others): (Vec<_>, Vec<_>) = me.contracts.into_iter().partition(runs);
    if running.len() > 1 {
        return Some(switcher(running, me.chosen));
    }
    let one = running.into_iter().chain(others).next()?;
    let one = view! {
        <p class="switcher-one">
            <span class="switcher-name">{unbroken(&one.street)}</span>
            <span class="switcher-sub">{one.unit_label}</span>
        </p>
    };
    Some(one.into_any())
}

/// A plain form: what is chosen holds for each page that the server sends from then on.
fn switcher(contracts: Vec<ContractRow>, chosen: Option<ContractId>) -> AnyView {
    let i18n = use_i18n();
    let all = t_string!(i18n, frame.all_contracts);
    let count = t_string!(i18n, frame.contracts_count, count = contracts.len()).to_string();
    let current = contracts.iter().find(|row| Some(row.id) == chosen);
    let (name, sub) = current.map_or_else(
        || (all.to_owned(), count.clone()),
        |row| (unbroken(&row.street), row.unit_label.clone()),
    );
    let path = use_location().pathname;
    let first = line(String::new(), all.to_owned(), count, chosen.is_none());
    let lines = contracts
        .into_iter()
        .map(|row| {
            let here = Some(row.id) == chosen;
            line(
                row.id.to_string(),
                unbroken(&row.street),
                row.unit_label,
                here,
            )
        })
        .collect_view();
    let menu = NodeRef::<Details>::new();
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            leave(menu);
        }
    };
    view! {
        <details class="switcher" node_ref=menu on:keydown=escape>
            <summary>
                <span class="visually-hidden">{t_string!(i18n, frame.switch_contract)}": "</span>
                <span class="switcher-name">{name}</span>
                <span class="switcher-sub">{sub}</span>
            </summary>
            <form method="post" action="/api/contracts/choose">
                <input type="hidden" name="goal" value=move || path.get()/>
                <ul>{first}{lines}</ul>
            </form>
        </details>
    }
    .into_any()
}

/// Closes the menu; the focus goes back to what had opened it, or it would be lost with the closed list.
fn leave(menu: NodeRef<Details>) {
    let Some(menu) = menu.get_untracked() else {
        return;
    };
    menu.set_open(false);
    let opener = menu
        .first_element_child()
        .and_then(|opener| opener.dyn_into::<HtmlElement>().ok());
    if let Some(opener) = opener {
        let _gone = opener.focus();
    }
}

fn line(id: String, name: String, sub: String, here: bool) -> impl IntoView {
    view! {
        <li>
            <button type="submit" name="contract" value=id aria-current=here.then_some("true")>
                {name}
                <span class="switcher-sub">{sub}</span>
            </button>
        </li>
    }
}
