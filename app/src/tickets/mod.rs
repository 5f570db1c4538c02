//! Tickets: list, page, report and concern.

pub mod actions;
pub mod api;
mod bar;
pub mod concern;
mod confirmation;
pub mod contact;
pub mod facts;
pub(crate) mod form;
pub mod list;
pub mod moves;
pub mod next;
pub mod photos;
pub mod photos_field;
pub(crate) mod receipt;
pub mod report;
pub mod row;
pub mod sending;
mod sentence;
pub mod sheet;
pub mod show;
mod signed_out;
pub mod stamp;
mod tiles;
pub mod timeline;
mod viewer;
pub mod when;
pub mod words;

pub use stamp::kept_notice;
