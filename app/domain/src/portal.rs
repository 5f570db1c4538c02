//! What the operator sets once and every page shows: name, contacts, legal texts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::account::Me;
use crate::contract::Contact;

/// The operator's portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portal {
    /// "Hausverwaltung Lindenhof GmbH".
    pub company: String,
    /// "Mein Lindenhof": the name plate and the installed app.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code and town.
    pub town: String,
    /// The manager's desk: phone, e-mail, hours.
    pub contact: Contact,
    /// Least number of characters of a password.
    pub password_min: u32,
    /// Most days a letter's code is valid.
    pub letter_days: u32,
    /// Documents exist for leases signed after this day; without one, the portal names no day.
    pub leases_signed_after: Option<NaiveDate>,
    /// It shows the shipped demo company.
    pub demo: bool,
}

/// The operator's own legal texts, as plain paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalText {
    /// Paragraphs; a line that begins with `# ` is a heading.
    pub paragraphs: Vec<String>,
}

/// What the frame of every page needs: the portal and who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The operator's portal.
    pub portal: Portal,
    /// Nobody when logged out.
    pub me: Option<Me>,
    /// How often the gateway to the ERP needs one of the staff; nothing to anybody else.
    pub erp_needs: i64,
    /// The German date; a day of this year is shown without its year.
    pub today: NaiveDate,
}
