//! The home page of residents.

pub mod api;
mod important;
mod page;

pub use page::HomePage;
