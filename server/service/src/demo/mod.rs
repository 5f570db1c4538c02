//! The demo company: what `hausportal demo` shows. People, firms and houses are invented.

mod calendar;
mod cast;
mod changes;
mod documents;
mod file;
mod gallery;
mod ids;
mod master;
mod people;
pub mod play;
mod plot;
mod seed;
mod stories;
mod terms;
mod ticket;
mod tickets;
mod words;

pub use master::master;
pub use seed::{Demo, Login, Logins, PASSWORD, furnish};
pub use ticket::{By, Clerk, DemoEntry, DemoTicket, What};
pub use tickets::{TICKETS, tickets};
