//! Section `[documents]`: which documents there are.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// From when on documents exist in a form that can be shown.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    /// Lease documents exist for leases signed after this day.
    #[serde(deserialize_with = "read", serialize_with = "write")]
    pub leases_signed_after: Option<NaiveDate>,
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        D::Error::custom(format!(
            "documents.leases_signed_after erwartet einen Tag wie 2024-06-01, nicht {text}"
        ))
    })
}

/// TOML knows no "nothing": an empty text stands for it, as in the shipped file.
fn write<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.collect_str(day),
        None => to.serialize_str(""),
    }
}
