//! Pages for people who are signed in.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;
use leptos_router::location::{Location, Url};

use super::frame;
use crate::access::{PASSKEYS, SECOND_FACTOR};
use crate::home::api::home;
use crate::ui::loaded;

/// Shows the page to who is signed in and sends everybody else to the sign-in, which leads back here. Staff who lack
/// their second factor get no further than to it and to passkeys, which are one.
#[component]
pub fn SignedIn() -> impl IntoView {
    let here = use_location();
    match frame().me {
        None => view! { <Redirect path=sign_in_address(&here)/> }.into_any(),
        Some(me)
            if me.must_enrol
                && ![SECOND_FACTOR, PASSKEYS].contains(&here.pathname.get_untracked().as_str()) =>
        {
            view! { <Redirect path=SECOND_FACTOR/> }.into_any()
        }
        Some(me) if me.role.is_staff() && is_for_residents(&here.pathname.get_untracked()) => {
            // The server says no, as it does to what these pages ask.
            loaded(Resource::new(|| (), |()| home()), |_| ())
        }
        Some(_) => view! { <Outlet/> }.into_any(),
    }
}

/// Pages that begin with a resident's words; a ticket's page leads staff to their own.
fn is_for_residents(path: &str) -> bool {
    let below = [
        "/einstellungen/daten",
        "/einstellungen/haushalt",
        "/einstellungen/kontaktdaten",
        "/vertrag",
    ];
    ["/anliegen", "/mehr", "/melden", "/vorgaenge"].contains(&path)
        || below.iter().any(|start| path.starts_with(start))
}

/// The sign-in with the way back to where the person wanted to go.
pub(crate) fn sign_in_address(wanted: &Location) -> String {
    format!("/anmelden?ziel={}", Url::escape(&address(wanted)))
}

/// Path and query.
pub(crate) fn address(wanted: &Location) -> String {
    let path = wanted.pathname.get_untracked();
    let search = wanted.search.get_untracked();
    if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    }
}
