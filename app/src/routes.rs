//! The route table, nothing else.

use leptos::prelude::*;
use leptos_i18n::context::UseLocalesOptions;
use leptos_meta::provide_meta_context;
use leptos_router::SsrMode::Async;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::access::{
    Activate, Forgotten, Front, LostLetter, NewPassword, Register, RegisterCode, RegisterEmail,
    RegisterPassword, Settings, SignIn,
};
use crate::browser::OfflinePage;
use crate::contracts::{ContractPage, ContractsPage};
use crate::frame::{Layout, Missing, OfflineLayout, SignedIn, Wake};
use crate::help::{HelpPage, MorePage};

use crate::i18n::I18nContextProvider;
use crate::legal::{AccessibilityPage, ImprintPage, PrivacyPage};
use crate::staff::{inbox::InboxPage, ticket::StaffTicketPage};
use crate::tickets::{
    concern::ConcernPage, list::TicketsPage, report::ReportPage, show::TicketPage,
};

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    crate::assets::provide_sprite();
    crate::frame::provide_welcome();
    crate::posted::provide();
    crate::ui::provide_voice();
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
                        <Route path=path!("/") view=Front ssr=Async/>
                        <Route path=path!("/anmelden") view=SignIn ssr=Async/>
                        <Route path=path!("/registrieren") view=Register ssr=Async/>
                        <Route path=path!("/registrieren/e-mail") view=RegisterEmail ssr=Async/>
                        <Route path=path!("/registrieren/code") view=RegisterCode ssr=Async/>
                        <Route path=path!("/registrieren/passwort") view=RegisterPassword ssr=Async/>
                        <Route path=path!("/aktivieren") view=Activate ssr=Async/>
                        <Route path=path!("/brief-verloren") view=LostLetter ssr=Async/>
                        <Route path=path!("/passwort-vergessen") view=Forgotten ssr=Async/>
                        <Route path=path!("/passwort-neu") view=NewPassword ssr=Async/>
                        <Route path=path!("/hilfe") view=HelpPage ssr=Async/>
                        <Route path=path!("/impressum") view=ImprintPage ssr=Async/>
                        <Route path=path!("/datenschutz") view=PrivacyPage ssr=Async/>
                        <Route path=path!("/barrierefreiheit") view=AccessibilityPage ssr=Async/>
                        <ParentRoute path=path!("") view=SignedIn>
                            <Route path=path!("/vorgaenge") view=TicketsPage ssr=Async/>
                            <Route path=path!("/vorgaenge/:id") view=TicketPage ssr=Async/>
                            <Route path=path!("/melden") view=ReportPage ssr=Async/>
                            <Route path=path!("/anliegen") view=ConcernPage ssr=Async/>
                            <Route path=path!("/vertrag") view=ContractsPage ssr=Async/>
                            <Route path=path!("/vertrag/:id") view=ContractPage ssr=Async/>
                            <Route path=path!("/einstellungen") view=Settings ssr=Async/>
                            <Route path=path!("/mehr") view=MorePage ssr=Async/>
                            <Route path=path!("/team") view=InboxPage ssr=Async/>
                            <Route path=path!("/team/vorgaenge/:id") view=StaffTicketPage ssr=Async/>
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
