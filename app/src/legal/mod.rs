//! The operator's own texts: imprint, privacy, accessibility.

pub mod api;
pub mod links;
mod page;

pub use page::{AccessibilityPage, ImprintPage, PrivacyPage};
