//! The steps from the letter to the account.

use serde::{Deserialize, Serialize};

use crate::macros::{id, text_enum};

id!(RegistrationId, "A registration in progress.");

/// Hours a registration may take from the letter's code to the password.
pub const HOURS: i64 = 24;
/// Minutes a code sent by mail is valid.
pub const CODE_MINUTES: i64 = 10;
/// Wrong tries per mailed code.
pub const CODE_TRIES: i64 = 5;
/// Mails per registration; one begun anew within [`MAILS_MINUTES`] takes over those of the last.
pub const CODE_MAILS: i64 = 3;
/// Minutes after which the mails of a letter's last registration no longer count.
pub const MAILS_MINUTES: i64 = 60;

text_enum! {
    /// What the person is asked next.
    RegistrationStep { Email => "email", Code => "code", Password => "password" }
}

/// A registration in progress, as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationView {
    /// What comes next.
    pub step: RegistrationStep,
    /// Whom the letter went to: "Vera Lindt".
    pub name: String,
    /// An account is there and gets a new way in.
    pub recovery: bool,
    /// Street and number of the house that a first letter is about.
    pub house: Option<String>,
    /// The address given so far.
    pub email: Option<String>,
    /// Least number of characters of the password.
    pub password_min: u32,
}
