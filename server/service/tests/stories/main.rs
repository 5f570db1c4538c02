//! Stories of the use cases on a real store, on both engines.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod access;
mod changes;
mod household;
mod letters;
mod log;
mod privacy;
mod queue;
mod receipts;
mod rollout;
mod staff;
mod tickets;
mod upkeep;
