//! What stands around every page: name plate, menus, footer; and who is signed in.

pub mod api;
mod bar;
mod footer;
mod guard;
mod layout;
mod menu;
mod wake;

use domain::portal::{Frame, Portal};
use leptos::prelude::*;

pub use guard::SignedIn;
pub(crate) use guard::sign_in_address;
pub use layout::{Layout, Missing, OfflineLayout};
pub use wake::woken;
pub(crate) use wake::{Wake, visit};

/// The portal and who is signed in; every page stands inside the layout, which has waited for it.
pub fn frame() -> Frame {
    use_context::<Frame>().unwrap_or_else(|| Frame {
        portal: nameless(),
        me: None,
    })
}

/// A portal that could not be asked, for the page that says so.
fn nameless() -> Portal {
    Portal {
        company: String::new(),
        name: "Hausportal".to_owned(),
        street: String::new(),
        town: String::new(),
        contact: domain::contract::Contact {
            role: String::new(),
            name: String::new(),
            phone: None,
            email: None,
            hours: None,
        },
        password_min: 12,
        letter_days: 30,
        leases_signed_after: None,
        demo: false,
    }
}
