//! What only a browser can do: service worker, stored tickets, drafts, photos and uploads. Called from effects and
//! event handlers, which do not run on the server; so nothing here needs to know that there is one.

mod account;
mod channel;
mod companion;
mod copies;
mod database;
pub mod drafts;
mod keeper;
pub mod kept;
mod offline;
mod online;
pub mod passkeys;
pub mod pictures;
mod reader;
mod sync;
mod time;
mod update;
pub mod upload;
mod worker;

pub use account::forget;
pub use companion::Companion;
pub(crate) use keeper::keep;
pub use offline::{BackAgain, OfflinePage};
pub(crate) use reader::read;
pub use sync::{keep_opened, keep_ticket};
