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
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
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

    /// The address as it stands on a letter, line by line.
    pub fn address(&self) -> Vec<String> {
        vec![
            self.name(),
            self.street.clone(),
            format!("{} {}", self.postal_code, self.town),
        ]
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

    /// Whether somebody typed this last name; case does not matter, "STRAUSS" is "Strauß" and "Mueller" is "Müller".
    pub fn is_called(&self, typed: &str) -> bool {
        fold(&self.last_name) == fold(typed)
    }
}

fn fold(name: &str) -> String {
    let mut folded = String::new();
    for letter in name.trim().to_lowercase().chars() {
        match letter {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_any_case() {
        for (last_name, typed, known) in [
            ("Müller", "MÜLLER", true),
            ("ÖZTÜRK", " öztürk ", true),
            ("Strauß", "STRAUSS", true),
            ("Strauss", "strauß", true),
            ("Gänsewein", "Gaensewein", true),
            ("Oezdemir", "ÖZDEMIR", true),
            ("Müller", "Mueller", true),
            ("Müller", "Muller", false),
            ("Müller", "", false),
        ] {
            let person = Person {
                id: PersonId(uuid::Uuid::nil()),
                reference: "P-1".to_owned(),
                salutation: Salutation::Neutral,
                first_name: String::new(),
                last_name: last_name.to_owned(),
                street: String::new(),
                postal_code: String::new(),
                town: String::new(),
                email: None,
                phone: None,
            };
            assert_eq!(person.is_called(typed), known, "{last_name} {typed:?}");
        }
    }
}
