//! People named in contracts.

use serde::{Deserialize, Serialize};

use crate::macros::{id, text_enum};

id!(PersonId, "Somebody named in a contract.");

text_enum! {
    /// How a letter greets.
    Salutation { Ms => "frau", Mr => "herr", Neutral => "neutral", Company => "firma" }
}

/// A person as the ERP names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Person {
    /// Made by us.
    pub id: PersonId,
    /// The ERP's own key.
    pub reference: String,
    /// How a letter greets.
    pub salutation: Salutation,
    /// Empty for companies.
    pub first_name: String,
    /// Last name or company name.
    pub last_name: String,
    /// Street and number of the postal address.
    pub street: String,
    /// Postal code of the postal address.
    pub postal_code: String,
    /// Town of the postal address.
    pub town: String,
    /// Contact address known to the ERP; not the login.
    pub email: Option<String>,
    /// Phone number known to the ERP.
    pub phone: Option<String>,
}

impl Person {
    /// "Vera Lindt".
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }

    /// "Sehr geehrte Frau Lindt".
    pub fn greeting(&self) -> String {
        match self.salutation {
            Salutation::Ms => format!("Sehr geehrte Frau {}", self.last_name),
            Salutation::Mr => format!("Sehr geehrter Herr {}", self.last_name),
            Salutation::Neutral => format!("Guten Tag {}", self.name()),
            Salutation::Company => "Sehr geehrte Damen und Herren".to_owned(),
        }
    }
}
