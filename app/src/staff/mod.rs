//! The pages of staff: views, queue and desk side by side.

pub mod api;
pub mod changes;
mod desk;
pub mod inbox;
mod moving;
mod queue;
mod sentence;
pub mod ticket;
mod views;
mod writing;
