//! Pages, components and server functions: what browser and server share.

pub mod access;
pub mod assets;
pub mod browser;
mod bundles;
pub mod changes;
pub mod contracts;
pub mod documents;
pub mod error;
pub mod frame;
pub mod help;
pub mod home;
mod language;
pub mod legal;
pub mod posted;
pub mod privacy;
mod routes;
mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod staff;
pub mod tickets;
pub mod ui;

pub use assets::SiteAssets;
pub use error::AppError;
pub use i18n::use_i18n;
pub use routes::App;
pub use shell::shell;

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
