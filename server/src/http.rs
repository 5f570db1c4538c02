//! The HTTP side: what stands between a socket and the pages.
//!
//! A request passes, from the outside in: [`accept`] (time and connection caps), [`assets`] (browser files leave here),
//! `trace` (request id, log line), [`headers`], `panic`, [`address`], `host`, [`csrf`], [`throttle`], `limits`, `recognise`, [`throttle`] once more, `typed`, the route. What the ERP asks
//! leaves this way behind `host`: [`erp`] has guards of its own.

pub mod accept;
pub mod address;
mod archives;
pub mod assets;
pub mod brand;
mod bundles;
mod connection;
mod content_security;
pub mod cookie;
pub mod csrf;
mod documents;
pub mod edge;
pub mod erp;
mod file;
mod forms;
pub mod headers;
pub mod health;
mod host;
mod later;
pub mod limits;
mod mandates;
mod outcomes;
pub mod page;
mod panic;
mod patient;
mod photos;
mod receipts;
mod recognise;
mod report;
pub mod requester;
pub mod router;
mod security_log;
pub mod site;
pub mod throttle;
pub mod trace;
mod typed;
pub mod upload;
pub mod webmanifest;
