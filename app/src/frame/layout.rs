//! The three frames: signed out, resident, staff.

use domain::portal::Frame;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::bar::TopBar;
use super::footer::Footer;
use super::menu::{BottomBar, SideRail, StaffRail};
use super::{api, nameless};
use crate::browser::Companion;
use crate::ui::{Failed, Head, LiveRegion, icon_large};
use crate::use_i18n;

use crate::i18n::*;

/// Waits for the frame's data once and puts every page inside.
#[component]
pub fn Layout() -> impl IntoView {
    let wanted = Resource::new_blocking(|| (), |()| api::load_frame());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match wanted.await {
                    Ok(frame) => {
                        provide_context(frame.clone());
                        around(frame, true, || view! { <Outlet/> }.into_any())
                    }
                    Err(error) => around(Frame { portal: nameless(), me: None }, false, || view! { <Failed error/> }.into_any()),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The frame of the page without network: the same for everybody, with nobody in it.
#[component]
pub fn OfflineLayout() -> impl IntoView {
    let wanted = Resource::new_blocking(|| (), |()| api::load_portal());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let frame = Frame { portal: wanted.await.unwrap_or_else(|_| nameless()), me: None };
                provide_context(frame.clone());
                around(frame, false, || view! { <Outlet/> }.into_any())
            })}
        </Suspense>
    }
    .into_any()
}

/// The page for an address that leads nowhere; the server answers it with 404.
#[component]
pub fn Missing() -> impl IntoView {
    let wanted = Resource::new_blocking(|| (), |()| api::load_nowhere());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let asked = wanted.await;
                let settled = asked.is_ok();
                let frame = asked.unwrap_or_else(|_| Frame { portal: nameless(), me: None });
                provide_context(frame.clone());
                around(frame, settled, nowhere)
            })}
        </Suspense>
    }
    .into_any()
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

/// Untracked, because it is built inside a `Suspend`, which would otherwise build it anew whenever a signal that was
/// read on the way changes.
fn around(frame: Frame, settled: bool, page: impl FnOnce() -> AnyView) -> AnyView {
    untrack(|| surrounded(frame, settled, page))
}

fn surrounded(frame: Frame, settled: bool, page: impl FnOnce() -> AnyView) -> AnyView {
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
        <LiveRegion/>
        <Companion me=frame.me settled/>
    }
    .into_any()
}

/// Pages with a second column beside the text: one ticket, and what is kept of tickets without network.
fn wide() -> impl Fn() -> bool + Clone + Send + 'static {
    let path = use_location().pathname;
    move || path.with(|path| path.starts_with("/vorgaenge/") || path == "/offline")
}
