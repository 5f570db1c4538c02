//! The operator's own texts: imprint, privacy, accessibility.

pub mod api;
mod page;

pub use page::{AccessibilityPage, ImprintPage, PrivacyPage};
