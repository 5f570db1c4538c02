//! What stands around every page: name plate, menus, footer; and who is signed in.

mod bar;
mod footer;
mod guard;
mod layout;
mod menu;
mod underway;
mod wake;
mod welcome;

pub use guard::SignedIn;
pub(crate) use guard::{address, sign_in_address};
pub(crate) use layout::ask_again;
pub use layout::{Layout, Missing, OfflineLayout};
pub(crate) use underway::{Journey, provide as provide_underway};
pub use wake::woken;
pub(crate) use wake::{Wake, any_shown, first_page, visit};
pub use welcome::{Welcome, frame, today};
pub(crate) use welcome::{needs, provide as provide_welcome, provide_needs};
