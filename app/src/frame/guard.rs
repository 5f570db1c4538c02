//! Pages for people who are signed in.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;
use leptos_router::location::{Location, Url};

use super::frame;

/// Shows the page to who is signed in and sends everybody else to the sign-in, which leads back here.
#[component]
pub fn SignedIn() -> impl IntoView {
    if frame().me.is_some() {
        view! { <Outlet/> }.into_any()
    } else {
        view! { <Redirect path=sign_in_address(&use_location())/> }.into_any()
    }
}

/// The sign-in with the way back to where the person wanted to go.
pub(crate) fn sign_in_address(wanted: &Location) -> String {
    format!("/anmelden?ziel={}", Url::escape(&address(wanted)))
}

/// Path and query.
pub(super) fn address(wanted: &Location) -> String {
    let path = wanted.pathname.get_untracked();
    let search = wanted.search.get_untracked();
    if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    }
}
