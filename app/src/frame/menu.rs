//! The five ways of a resident: at the bottom of a phone, at the side of a wide screen.

use leptos::html::Nav;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::welcome::{frame, needs};
use crate::ui::{icon, keep_in_sight};
use crate::use_i18n;

use crate::i18n::*;

/// The way of staff that carries a number.
const ERP: &str = "/team/erp";

/// Address, icon and word of the five; the third is raised, and missing where nothing can be reported.
fn ways() -> Vec<(&'static str, &'static str, &'static str)> {
    let i18n = use_i18n();
    let left = frame().me.is_some_and(|me| me.has_left());
    let mut ways = vec![
        ("/", "home", t_string!(i18n, frame.home)),
        ("/vorgaenge", "ticket", t_string!(i18n, frame.tickets)),
        ("/melden", "report", t_string!(i18n, frame.report)),
        ("/dokumente", "documents", t_string!(i18n, frame.documents)),
        ("/mehr", "more", t_string!(i18n, frame.more)),
    ];
    ways.retain(|(href, ..)| !left || *href != "/melden");
    ways
}

/// Whether the page shown is the way's own or below it.
fn current(href: &'static str) -> impl Fn() -> Option<&'static str> + Clone + Send + 'static {
    let path = use_location().pathname;
    move || {
        path.with(|path| {
            let below = path
                .strip_prefix(href)
                .is_some_and(|rest| rest.starts_with('/'));
            // The inbox has tickets below it; the other pages of staff only share its address.
            let own = href != "/team" || path.starts_with("/team/vorgaenge/");
            (path == href || (href != "/" && below && own)).then_some("page")
        })
    }
}

/// Below 1024.
#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let i18n = use_i18n();
    let link = |(href, sign, word): (&'static str, &'static str, &'static str)| {
        view! {
            <a href=href class:bottombar-raised=href == "/melden" aria-current=current(href)>
                {icon(sign)}
                <span>{word}</span>
            </a>
        }
    };
    view! {
        <nav class="bottombar" aria-label=t_string!(i18n, frame.main_menu)>
            {ways().into_iter().map(link).collect_view()}
        </nav>
    }
    .into_any()
}

/// From 1024.
#[component]
pub(super) fn SideRail() -> impl IntoView {
    let i18n = use_i18n();
    let link = |(href, sign, word): (&'static str, &'static str, &'static str)| {
        view! {
            <a href=href class:siderail-action=href == "/melden" aria-current=current(href)>
                {icon(sign)}
                {word}
            </a>
        }
    };
    view! {
        <nav class="siderail" aria-label=t_string!(i18n, frame.main_menu)>
            {ways().into_iter().map(link).collect_view()}
            <hr/>
            <a href="/vertrag" aria-current=current("/vertrag")>
                {icon("house")}
                {t_string!(i18n, frame.contract)}
            </a>
            <a href="/einstellungen" aria-current=current("/einstellungen")>
                {icon("settings")}
                {t_string!(i18n, frame.settings)}
            </a>
        </nav>
    }
    .into_any()
}

/// The ways of staff: a row on phones, a narrow rail from 1024.
#[component]
pub(super) fn StaffRail() -> impl IntoView {
    let i18n = use_i18n();
    let ways = [
        ("/team", "inbox", t_string!(i18n, frame.inbox)),
        ("/team/aenderungen", "edit", t_string!(i18n, frame.changes)),
        (
            "/team/freischaltung",
            "letter",
            t_string!(i18n, frame.rollouts),
        ),
        ("/team/personen", "persons", t_string!(i18n, frame.persons)),
        (ERP, "reopen", t_string!(i18n, frame.erp)),
        (
            "/team/dokumente",
            "documents",
            t_string!(i18n, frame.documents),
        ),
        (
            "/einstellungen",
            "settings",
            t_string!(i18n, frame.settings),
        ),
        ("/hilfe", "help", t_string!(i18n, frame.help)),
    ];
    let (row, path) = (NodeRef::<Nav>::new(), use_location().pathname);
    let needs = needs();
    keep_in_sight(row, move || path.track());
    let link = |(href, sign, word): (&'static str, &'static str, &'static str)| {
        view! {
            <a href=href aria-current=current(href)>
                {icon(sign)}
                {word}
                {(href == ERP).then(|| view! { <Show when=move || { needs.get() > 0 }>" "<span class="badge">{move || needs.get()}</span></Show> })}
            </a>
        }
    };
    view! {
        <nav class="siderail" aria-label=t_string!(i18n, frame.main_menu) node_ref=row>
            {ways.into_iter().map(link).collect_view()}
        </nav>
    }
    .into_any()
}
