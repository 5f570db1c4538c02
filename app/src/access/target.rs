//! Where somebody wanted to go before signing in.

use leptos_router::location::Url;

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
