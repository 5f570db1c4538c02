//! Houses and what is in them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::macros::{id, text_enum};
use crate::workday::FederalState;

id!(PropertyId, "A house or estate.");
id!(UnitId, "A flat, shop or parking space in a property.");

text_enum! {
    /// What a unit is.
    UnitKind { Flat => "wohnung", Shop => "gewerbe", Parking => "stellplatz" }
}

/// A house or estate with the people who look after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct Property {
    /// Made by us.
    pub id: PropertyId,
    /// The ERP's own key.
    pub reference: String,
    /// What people call it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// Decides the public holidays.
    pub federal_state: FederalState,
    /// First call for small damage.
    pub caretaker_name: Option<String>,
    /// The caretaker's phone.
    pub caretaker_phone: Option<String>,
    /// When somebody answers there, in words.
    pub caretaker_hours: Option<String>,
    /// From this day its persons get letters.
    pub enabled_on: Option<NaiveDate>,
}

/// A flat, shop or parking space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct Unit {
    /// Made by us.
    pub id: UnitId,
    /// The ERP's own key.
    pub reference: String,
    /// The house it is in.
    pub property_id: PropertyId,
    /// What it is.
    pub kind: UnitKind,
    /// Where it is in the house: "2. OG links".
    pub label: String,
    /// Floor area in hundredths of a square metre.
    pub area: Option<i64>,
}
