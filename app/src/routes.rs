//! The route table, nothing else.

use leptos::prelude::*;
use leptos_i18n::context::UseLocalesOptions;
use leptos_meta::provide_meta_context;
use leptos_router::SsrMode::Async;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::access::front;
use crate::browser::OfflinePage;
use crate::bundles::{Doors, Later, Residents, Staff, doors, residents, staff};
use crate::frame::{Layout, Missing, OfflineLayout, SignedIn, Wake};
use crate::i18n::I18nContextProvider;

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    crate::assets::provide_sprite();
    crate::frame::provide_welcome();
    crate::posted::provide();
    crate::ui::provide_voice();
    crate::frame::provide_underway();
    Wake::provide();
    view! {
        <I18nContextProvider
            set_lang_attr_on_html=false
            set_dir_attr_on_html=false
            ssr_lang_header_getter=german()
        >
            <Router>
                <Routes fallback=Missing>
                    <ParentRoute path=path!("") view=Layout>
                        <Route path=path!("/") view=Later(front) ssr=Async/>
                        <Route path=path!("/anmelden") view=Later(|| doors(Doors::SignIn)) ssr=Async/>
                        <Route path=path!("/registrieren") view=Later(|| doors(Doors::Register)) ssr=Async/>
                        <Route path=path!("/registrieren/e-mail") view=Later(|| doors(Doors::RegisterEmail)) ssr=Async/>
                        <Route path=path!("/registrieren/code") view=Later(|| doors(Doors::RegisterCode)) ssr=Async/>
                        <Route path=path!("/registrieren/passwort") view=Later(|| doors(Doors::RegisterPassword)) ssr=Async/>
                        <Route path=path!("/aktivieren") view=Later(|| doors(Doors::Activate)) ssr=Async/>
                        <Route path=path!("/brief-verloren") view=Later(|| doors(Doors::LostLetter)) ssr=Async/>
                        <Route path=path!("/passwort-vergessen") view=Later(|| doors(Doors::Forgotten)) ssr=Async/>
                        <Route path=path!("/passwort-neu") view=Later(|| doors(Doors::NewPassword)) ssr=Async/>
                        <Route path=path!("/hilfe") view=Later(|| doors(Doors::Help)) ssr=Async/>
                        <Route path=path!("/impressum") view=Later(|| doors(Doors::Imprint)) ssr=Async/>
                        <Route path=path!("/datenschutz") view=Later(|| doors(Doors::Privacy)) ssr=Async/>
                        <Route path=path!("/barrierefreiheit") view=Later(|| doors(Doors::Accessibility)) ssr=Async/>
                        <ParentRoute path=path!("") view=SignedIn>
                            <Route path=path!("/vorgaenge") view=Later(|| residents(Residents::Tickets)) ssr=Async/>
                            <Route path=path!("/vorgaenge/:id") view=Later(|| residents(Residents::Ticket)) ssr=Async/>
                            <Route path=path!("/melden") view=Later(|| residents(Residents::Report)) ssr=Async/>
                            <Route path=path!("/anliegen") view=Later(|| residents(Residents::Concern)) ssr=Async/>
                            <Route path=path!("/vertrag") view=Later(|| residents(Residents::Contracts)) ssr=Async/>
                            <Route path=path!("/vertrag/:id") view=Later(|| residents(Residents::Contract)) ssr=Async/>
                            <Route path=path!("/einstellungen") view=Later(|| doors(Doors::Settings)) ssr=Async/>
                            <Route path=path!("/mehr") view=Later(|| residents(Residents::More)) ssr=Async/>
                            <Route path=path!("/team") view=Later(|| staff(Staff::Inbox)) ssr=Async/>
                            <Route path=path!("/team/vorgaenge/:id") view=Later(|| staff(Staff::Ticket)) ssr=Async/>
                        </ParentRoute>
                    </ParentRoute>
                    <ParentRoute path=path!("") view=OfflineLayout>
                        <Route path=path!("/offline") view=OfflinePage ssr=Async/>
                    </ParentRoute>
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}

/// The browser's wishes are not asked while there is one language.
fn german() -> UseLocalesOptions {
    UseLocalesOptions::default().ssr_lang_header_getter(|| None::<String>)
}
