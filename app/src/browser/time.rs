//! The clock of the device, for what happens without the server.

use chrono::{DateTime, Utc};

/// Now, by the device.
pub fn now() -> DateTime<Utc> {
    // A date in JavaScript is a whole number of milliseconds, far below the limit of i64.
    #[expect(clippy::as_conversions, reason = "whole milliseconds in a float")]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
