//! The portal's server: configuration, command line and the HTTP side.

pub mod command;
pub mod config;
pub mod failure;
pub mod folder;
pub mod http;
pub mod open;
pub mod portal;
pub mod settings;
pub mod stationery;
