//! The pages of staff: views, queue and desk side by side.

pub mod api;
mod bank;
pub mod batch;
mod blocking;
pub mod changes;
mod desk;
pub mod erp;
pub mod erp_api;
mod erp_changes;
pub mod erp_parcel;
mod erp_parcels;
mod erp_stuck;
mod erp_ways;
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
