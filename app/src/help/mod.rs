//! The help page, readable without signing in, and the list of everything that is not in the menu.

mod answers;
mod more;
mod page;

pub use more::MorePage;
pub use page::HelpPage;
