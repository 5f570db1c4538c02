//! The pages of staff: views, queue and desk side by side.

pub mod api;
mod bank;
pub mod batch;
mod blocking;
pub mod changes;
mod desk;
pub mod document;
pub mod documents;
pub mod documents_api;
pub mod documents_new;
pub mod documents_serial;
pub mod inbox;
mod moving;
pub mod person;
pub mod persons;
mod queue;
mod recovery;
pub mod rollout;
pub mod rollout_api;
mod sentence;
pub mod ticket;
mod views;
mod writing;
