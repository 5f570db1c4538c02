//! The three frames: signed out, resident, staff.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::bar::TopBar;
use super::footer::Footer;
use super::guard::address;
use super::menu::{BottomBar, SideRail, StaffRail};
use super::underway::UnderwayLine;
use super::wake::Wake;
use super::welcome::{frame, recognised};
use crate::browser::Companion;
use crate::ui::{Head, LiveRegion, icon_large, skeleton};
use crate::use_i18n;

use crate::i18n::*;

/// Puts every page inside.
#[component]
pub fn Layout() -> impl IntoView {
    if recognised() {
        around(|| view! { <Outlet/> }.into_any())
    } else {
        ask_again()
    }
}

/// The frame of the page without network: the same for everybody, with nobody in it.
#[component]
pub fn OfflineLayout() -> impl IntoView {
    around(|| view! { <Outlet/> }.into_any())
}

/// The page for an address that leads nowhere; the server answers it with 404.
#[component]
pub fn Missing() -> impl IntoView {
    around(nowhere)
}

/// Has the server send the wanted page: after the page without network, whose frame has nobody in it, and where the
/// code of a page could not be fetched.
pub(crate) fn ask_again() -> AnyView {
    let wanted = address(&use_location());
    Effect::new(move |_| {
        let _refused = window().location().assign(&wanted);
    });
    skeleton()
}

fn nowhere() -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="empty">
            {icon_large("search")}
            <Head title=t_string!(i18n, frame.missing_title)/>
            <p>{t_string!(i18n, frame.missing_text)}</p>
            <a class="btn btn-secondary" href="/">{t_string!(i18n, frame.to_start)}</a>
        </div>
    }
    .into_any()
}

fn around(page: impl FnOnce() -> AnyView) -> AnyView {
    Wake::rise();
    let frame = frame();
    let i18n = use_i18n();
    let staff = frame.me.as_ref().is_some_and(|me| me.role.is_staff());
    let resident = frame.me.is_some() && !staff;
    view! {
        <a class="skip-link" href="#inhalt" rel="external">{t_string!(i18n, frame.skip)}</a>
        <div class=if frame.me.is_some() { "app" } else { "gate" } data-area=staff.then_some("staff")>
            <TopBar frame=frame.clone()/>
            {resident.then(|| view! { <SideRail/> })}
            {staff.then(|| view! { <StaffRail/> })}
            <main id="inhalt" class="content" class:content-wide=wide() tabindex="-1">
                {page()}
            </main>
            <Footer portal=frame.portal/>
            {resident.then(|| view! { <BottomBar/> })}
        </div>
        <UnderwayLine/>
        <LiveRegion/>
        <Companion me=frame.me settled=recognised()/>
    }
    .into_any()
}

/// Pages with a second column beside the text: one ticket, and what is kept of tickets without network.
fn wide() -> impl Fn() -> bool + Clone + Send + 'static {
    let path = use_location().pathname;
    move || path.with(|path| path.starts_with("/vorgaenge/") || path == "/offline")
}
