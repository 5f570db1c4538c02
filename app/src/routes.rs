//! The route table, nothing else.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::SsrMode::Async;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::access::Front;
use crate::browser::OfflinePage;
use crate::bundles::{Doors, Later, Residents, Staff};
use crate::frame::{Layout, Missing, OfflineLayout, SignedIn, Wake};
use crate::i18n::I18nContextProvider;
use crate::language;

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    crate::assets::provide_sprite();
    crate::frame::provide_welcome();
    crate::frame::provide_needs();
    crate::posted::provide();
    crate::ui::provide_voice();
    crate::frame::provide_underway();
    Wake::provide();
    language::provide();
    view! {
        <I18nContextProvider set_lang_attr_on_html=false set_dir_attr_on_html=false>
            <Router>
                <Routes fallback=Missing>
                    <ParentRoute path=path!("") view=Layout>
                        <Route path=path!("/") view=Later(Front) ssr=Async/>
                        <Route path=path!("/anmelden") view=Later(Doors::SignIn) ssr=Async/>
                        <Route path=path!("/anmelden/code") view=Later(Doors::SignInCode) ssr=Async/>
                        <Route path=path!("/registrieren") view=Later(Doors::Register) ssr=Async/>
                        <Route path=path!("/registrieren/e-mail") view=Later(Doors::RegisterEmail) ssr=Async/>
                        <Route path=path!("/registrieren/code") view=Later(Doors::RegisterCode) ssr=Async/>
                        <Route path=path!("/registrieren/passwort") view=Later(Doors::RegisterPassword) ssr=Async/>
                        <Route path=path!("/aktivieren") view=Later(Doors::Activate) ssr=Async/>
                        <Route path=path!("/brief-verloren") view=Later(Doors::LostLetter) ssr=Async/>
                        <Route path=path!("/noch-nicht-freigeschaltet") view=Later(Doors::NotYet) ssr=Async/>
                        <Route path=path!("/passwort-vergessen") view=Later(Doors::Forgotten) ssr=Async/>
                        <Route path=path!("/passwort-neu") view=Later(Doors::NewPassword) ssr=Async/>
                        <Route path=path!("/aenderung-widerrufen") view=Later(Doors::RevokeChange) ssr=Async/>
                        <Route path=path!("/hilfe") view=Later(Doors::Help) ssr=Async/>
                        <Route path=path!("/impressum") view=Later(Doors::Imprint) ssr=Async/>
                        <Route path=path!("/datenschutz") view=Later(Doors::Privacy) ssr=Async/>
                        <Route path=path!("/barrierefreiheit") view=Later(Doors::Accessibility) ssr=Async/>
                        <ParentRoute path=path!("") view=SignedIn>
                            <Route path=path!("/vorgaenge") view=Later(Residents::Tickets) ssr=Async/>
                            <Route path=path!("/vorgaenge/:id") view=Later(Residents::Ticket) ssr=Async/>
                            <Route path=path!("/melden") view=Later(Residents::Report) ssr=Async/>
                            <Route path=path!("/anliegen") view=Later(Residents::Concern) ssr=Async/>
                            <Route path=path!("/vertrag") view=Later(Residents::Contracts) ssr=Async/>
                            <Route path=path!("/vertrag/:id") view=Later(Residents::Contract) ssr=Async/>
                            <Route path=path!("/dokumente") view=Later(Residents::Documents) ssr=Async/>
                            <Route path=path!("/einstellungen") view=Later(Doors::Settings) ssr=Async/>
                            <Route path=path!("/einstellungen/daten") view=Later(Residents::Data) ssr=Async/>
                            <Route path=path!("/einstellungen/daten/einsichten") view=Later(Residents::Looks) ssr=Async/>
                            <Route path=path!("/einstellungen/daten/loeschen") view=Later(Residents::Delete) ssr=Async/>
                            <Route path=path!("/einstellungen/daten/zugang-beenden") view=Later(Residents::Leave) ssr=Async/>
                            <Route path=path!("/einstellungen/kontaktdaten") view=Later(Residents::ContactData) ssr=Async/>
                            <Route path=path!("/einstellungen/kontaktdaten/e-mail") view=Later(Residents::ChangeEmail) ssr=Async/>
                            <Route path=path!("/einstellungen/kontaktdaten/telefon") view=Later(Residents::ChangePhone) ssr=Async/>
                            <Route path=path!("/einstellungen/kontaktdaten/bank") view=Later(Residents::ChangeBank) ssr=Async/>
                            <Route path=path!("/einstellungen/kontaktdaten/code") view=Later(Residents::ProveEmail) ssr=Async/>
                            <Route path=path!("/einstellungen/haushalt") view=Later(Residents::Household) ssr=Async/>
                            <Route path=path!("/einstellungen/zugang") view=Later(Doors::OwnAccess) ssr=Async/>
                            <Route path=path!("/einstellungen/zugang/protokoll") view=Later(Doors::SecurityLog) ssr=Async/>
                            <Route path=path!("/einstellungen/passkeys") view=Later(Doors::Passkeys) ssr=Async/>
                            <Route path=path!("/einstellungen/zweiter-faktor") view=Later(Doors::SecondFactor) ssr=Async/>
                            <Route path=path!("/mehr") view=Later(Residents::More) ssr=Async/>
                            <Route path=path!("/team") view=Later(Staff::Inbox) ssr=Async/>
                            <Route path=path!("/team/aenderungen") view=Later(Staff::Changes) ssr=Async/>
                            <Route path=path!("/team/vorgaenge/:id") view=Later(Staff::Ticket) ssr=Async/>
                            <Route path=path!("/team/freischaltung") view=Later(Staff::Rollouts) ssr=Async/>
                            <Route path=path!("/team/freischaltung/:id") view=Later(Staff::Batch) ssr=Async/>
                            <Route path=path!("/team/personen") view=Later(Staff::Persons) ssr=Async/>
                            <Route path=path!("/team/personen/:id") view=Later(Staff::Person) ssr=Async/>
                            <Route path=path!("/team/erp") view=Later(Staff::Erp) ssr=Async/>
                            <Route path=path!("/team/erp/pakete/:id") view=Later(Staff::Parcel) ssr=Async/>
                            <Route path=path!("/team/dokumente") view=Later(Staff::Documents) ssr=Async/>
                            <Route path=path!("/team/dokumente/neu") view=Later(Staff::NewDocument) ssr=Async/>
                            <Route path=path!("/team/dokumente/serie") view=Later(Staff::Serial) ssr=Async/>
                            <Route path=path!("/team/dokumente/serie/:id") view=Later(Staff::SerialCheck) ssr=Async/>
                            <Route path=path!("/team/dokumente/:id") view=Later(Staff::Document) ssr=Async/>
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
