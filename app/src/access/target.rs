//! Where somebody wanted to go before signing in.

use leptos_router::location::Url;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address of this page names as its goal.
pub(super) fn wanted() -> String {
    let wanted = use_query_map().with_untracked(|query| query.get("ziel"));
    own_path(&wanted.unwrap_or_default())
}

/// An own address as it was asked for, or the start page: never another house's door.
pub fn own_path(wanted: &str) -> String {
    let own = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains('\\')
        && !wanted.chars().any(char::is_control)
        && wanted.is_ascii();
    if own {
        wanted.to_owned()
    } else {
        "/".to_owned()
    }
}

/// Where the second factor is asked for, with the way on.
pub fn code_page(target: &str) -> String {
    format!("/anmelden/code?ziel={}", Url::escape(target))
}

/// Where a sign-in begins, with the way on.
pub fn sign_in_page(target: &str) -> String {
    format!("/anmelden?ziel={}", Url::escape(target))
}

/// The page on which somebody chose a contract; the page of one contract gives way to that of the chosen one.
pub fn after_choice(page: &str) -> String {
    if page.starts_with("/vertrag/") {
        "/vertrag".to_owned()
    } else {
        own_path(page)
    }
}
