//! Contact details and their changes: what holds, what is under way, and the link that calls one back.

pub mod api;
mod bank;
mod contact;
mod course;
mod email;
mod finish;
mod phone;
mod prove;
mod revoke;
pub(crate) mod words;

pub use bank::BankPage;
pub use contact::ContactDataPage;
pub use email::EmailPage;
pub use phone::PhonePage;
pub use prove::ProvePage;
pub use revoke::RevokePage;
