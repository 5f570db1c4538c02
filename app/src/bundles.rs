//! Which pages travel together: a browser fetches the code of a bundle when one of its pages is first shown, so that a
//! first visit carries no more than the frame and the four doors (docs/decisions/0006-bundles.md).

use std::pin::Pin;

use domain::Me;
use leptos::children::ViewFn;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;

use crate::access::{
    Activate, Forgotten, LostLetter, NewPassword, NotYet, OwnAccess, Passkeys, Register,
    RegisterCode, RegisterEmail, RegisterPassword, SecondFactor, SecurityLog, Settings, SignIn,
    SignInCode,
};
use crate::browser;
use crate::changes::{BankPage, ContactDataPage, EmailPage, PhonePage, ProvePage, RevokePage};
use crate::contracts::{ContractPage, ContractsPage, HouseholdPage};
use crate::documents::list::DocumentsPage;
use crate::frame::{Journey, any_shown, ask_again};
use crate::help::{HelpPage, MorePage};
use crate::home::HomePage;
use crate::legal::{AccessibilityPage, ImprintPage, PrivacyPage};
use crate::privacy::{DataPage, DeletePage, LeavePage, LooksPage};
use crate::staff::{
    batch::BatchesPage,
    changes::ChangesPage,
    document::StaffDocumentPage,
    documents::DocumentDeskPage,
    documents_new::NewDocumentPage,
    documents_serial::{SerialCheckPage, SerialPage},
    erp::ErpPage,
    erp_parcel::ParcelsOwnPage,
    inbox::InboxPage,
    person::PersonsOwnPage,
    persons::PersonsPage,
    rollout::RolloutsPage,
    ticket::StaffTicketPage,
};
use crate::tickets::{
    concern::ConcernPage, list::TicketsPage, report::ReportPage, show::TicketPage, words::Words,
};

/// A page that comes in a bundle.
pub(crate) trait Bundled: Copy + Send + 'static {
    /// Fetches the bundle's code; nothing to do on the server.
    fn fetch(self) -> impl Future<Output = Result<(), SplitLoaderError>>;

    /// The page itself, at once where the code is there.
    fn show(self) -> impl Future<Output = AnyView>;
}

/// A page for the route table that is there once its bundle is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Later<P>(pub P);

impl<P: Bundled> ChooseView for Later<P> {
    async fn choose(self) -> AnyView {
        self.0.show().await
    }

    /// The router waits for this, when it takes over the server's page and when it changes to another.
    async fn preload(&self) {
        let _underway = Journey::begin();
        if self.0.fetch().await.is_err() && !any_shown() {
            // The page the server has sent works without scripts: it stays as it is.
            std::future::pending::<()>().await;
        }
    }
}

/// A bundle: its pages by name, and the one function whose code is split off.
macro_rules! bundle {
    ($(#[$about:meta])* $bundle:ident, $split:ident, $fetch:ident: $Page:ident { $($name:ident => $page:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $Page { $($name,)+ }

        impl Bundled for $Page {
            async fn fetch(self) -> Result<(), SplitLoaderError> {
                $fetch().await
            }

            async fn show(self) -> AnyView {
                leptos::prefetch_lazy_fn_on_server(stringify!($bundle));
                // Without the code the server has to send the page.
                $split(self).await.unwrap_or_else(|_| ask_again())
            }
        }

        #[wasm_split($bundle, wasm_split_path = leptos::wasm_split, fallible, preload($fetch))]
        fn $split(page: $Page) -> Result<AnyView, SplitLoaderError> {
            Ok(match page { $($Page::$name => view! { <$page/> }.into_any(),)+ })
        }
    };
}

bundle! {
    /// Getting in, one's own account, and what can be read without one.
    doors, split_doors, fetch_doors: Doors {
        SignIn => SignIn,
        SignInCode => SignInCode,
        Register => Register,
        RegisterEmail => RegisterEmail,
        RegisterCode => RegisterCode,
        RegisterPassword => RegisterPassword,
        Activate => Activate,
        LostLetter => LostLetter,
        NotYet => NotYet,
        Forgotten => Forgotten,
        NewPassword => NewPassword,
        Settings => Settings,
        OwnAccess => OwnAccess,
        SecurityLog => SecurityLog,
        RevokeChange => RevokePage,
        SecondFactor => SecondFactor,
        Passkeys => Passkeys,
        Help => HelpPage,
        Imprint => ImprintPage,
        Privacy => PrivacyPage,
        Accessibility => AccessibilityPage,
    }
}

bundle! {
    /// Everything residents do, with a network and without.
    residents, split_residents, fetch_residents: Residents {
        Home => HomePage,
        Tickets => TicketsPage,
        Ticket => TicketPage,
        Report => ReportPage,
        Concern => ConcernPage,
        Contracts => ContractsPage,
        Contract => ContractPage,
        Household => HouseholdPage,
        Documents => DocumentsPage,
        ContactData => ContactDataPage,
        ChangeEmail => EmailPage,
        ChangePhone => PhonePage,
        ChangeBank => BankPage,
        ProveEmail => ProvePage,
        More => MorePage,
        Data => DataPage,
        Looks => LooksPage,
        Delete => DeletePage,
        Leave => LeavePage,
    }
}

bundle! {
    /// Inbox and desk of staff.
    staff, split_staff, fetch_staff: Staff {
        Inbox => InboxPage,
        Ticket => StaffTicketPage,
        Changes => ChangesPage,
        Rollouts => RolloutsPage,
        Batch => BatchesPage,
        Persons => PersonsPage,
        Person => PersonsOwnPage,
        Erp => ErpPage,
        Parcel => ParcelsOwnPage,
        Documents => DocumentDeskPage,
        Document => StaffDocumentPage,
        NewDocument => NewDocumentPage,
        Serial => SerialPage,
        SerialCheck => SerialCheckPage,
    }
}

/// Looks after the device's copy of the one who is signed in: it reads what residents' pages show, and travels with
/// them.
pub(crate) async fn keep(me: Option<Me>) {
    if let Ok(kept) = split_keep(me).await {
        kept.await;
    }
}

#[wasm_split(residents, wasm_split_path = leptos::wasm_split, fallible)]
fn split_keep(me: Option<Me>) -> Result<Work<()>, SplitLoaderError> {
    Ok(Box::pin(browser::keep(me)))
}

/// What the device has for a page that was wanted without network; nothing also where the reader itself is not there.
pub(crate) async fn read(words: Words, goal: String) -> Option<ViewFn> {
    match split_read(words, goal).await {
        Ok(stored) => stored.await,
        Err(_) => None,
    }
}

#[wasm_split(residents, wasm_split_path = leptos::wasm_split, fallible)]
fn split_read(words: Words, goal: String) -> Result<Work<Option<ViewFn>>, SplitLoaderError> {
    Ok(Box::pin(browser::read(words, goal)))
}

/// Work that goes on in the browser.
type Work<T> = Pin<Box<dyn Future<Output = T>>>;
