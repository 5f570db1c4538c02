//! The bar at the top: name plate, contracts, ways in and out.

use domain::contract::ContractRow;
use domain::portal::Frame;
use leptos::ev::KeyboardEvent;
use leptos::html::Details;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
    let end = if staff {
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
    let contracts = me.map(|me| me.contracts).unwrap_or_default();
    view! {
        <header class="topbar">
            <a class="mark" href=start><span class="mark-name">{frame.portal.name}</span></a>
            {place(contracts).map(|place| view! { <div class="topbar-place">{place}</div> })}
            <div class="topbar-end">{end}</div>
        </header>
    }
    .into_any()
}

/// One contract is named, several can be chosen; nobody's contracts leave the place empty.
fn place(contracts: Vec<ContractRow>) -> Option<AnyView> {
    let mut contracts = contracts.into_iter();
    let first = contracts.next()?;
    let others: Vec<ContractRow> = contracts.collect();
    if others.is_empty() {
        let one = view! {
            <p class="switcher-one">
                <span class="switcher-name">{first.street}</span>
                <span class="switcher-sub">{first.unit_label}</span>
            </p>
        };
        return Some(one.into_any());
    }
    let lines = std::iter::once(first.clone())
        .chain(others)
        .map(line)
        .collect_view();
    let menu = NodeRef::<Details>::new();
    let close = move |_| {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            leave(menu);
        }
    };
    let several = view! {
        <details class="switcher" node_ref=menu on:keydown=escape>
            <summary>
                <span class="switcher-name">{first.street}</span>
                <span class="switcher-sub">{first.unit_label}</span>
            </summary>
            <ul on:click=close>{lines}</ul>
        </details>
    };
    Some(several.into_any())
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

fn line(row: ContractRow) -> impl IntoView {
    let href = format!("/vertrag/{}", row.id);
    view! {
        <li>
            <a href=href>{row.street}<span class="switcher-sub">{row.unit_label}</span></a>
        </li>
    }
}
