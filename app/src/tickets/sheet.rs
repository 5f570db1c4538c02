//! A page's data with what every page needs beside it: the day of today, and since when it is a stored copy.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a server function of these pages answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet<T> {
    /// When the server answered; in a copy read without network, the time of the device.
    pub now: DateTime<Utc>,
    /// The German date of it; dates of this year are written without the year.
    pub today: NaiveDate,
    /// Marks what is sent from this page: the same form sent twice counts once.
    pub client_ref: Uuid,
    /// Empty from the server; in a copy read without network, when the server had answered.
    pub kept_at: Option<DateTime<Utc>>,
    /// The data itself.
    pub page: T,
}

impl<T> Sheet<T> {
    /// The same sheet with other data, made with the day of today.
    pub fn map<U>(self, make: impl FnOnce(T, NaiveDate) -> U) -> Sheet<U> {
        Sheet {
            now: self.now,
            today: self.today,
            client_ref: self.client_ref,
            kept_at: self.kept_at,
            page: make(self.page, self.today),
        }
    }
}
