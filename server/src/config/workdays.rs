//! Section `[workdays]`: the operator's own days, beside weekends and public holidays.

use domain::workday::Special;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Days that promises skip, and days that they count all the same.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Workdays {
    /// Nobody works on these: "2026-12-24", or "2028-06-17 BE" in one state.
    #[serde(deserialize_with = "read", serialize_with = "write")]
    pub free: Vec<Special>,
    /// These are working days whatever the calendar says.
    #[serde(deserialize_with = "read", serialize_with = "write")]
    pub working: Vec<Special>,
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Special>, D::Error> {
    let days = Vec::<String>::deserialize(from)?;
    let special = |text: &String| {
        text.parse().map_err(|_| {
            D::Error::custom(format!(
                "workdays erwartet Tage wie 2026-12-24 oder 2028-06-17 BE, nicht {text}"
            ))
        })
    };
    days.iter().map(special).collect()
}

fn write<S: Serializer>(days: &[Special], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(days.iter().map(Special::to_string))
}
