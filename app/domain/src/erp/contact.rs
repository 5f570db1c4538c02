//! When each way to and from the ERP was last in use, and from when on its silence is worth a word.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// Changes were fetched.
pub const PULL: &str = "abruf";
/// Changes were sent.
pub const PUSH: &str = "push";
/// Changes were laid down as files.
pub const FILE: &str = "datei";
/// Files were taken out of the folder.
pub const FOLDER: &str = "ordner";
/// "This has changed" was heard, and fetched.
pub const EVENTS: &str = "ereignisse";
/// How the name of a key's way begins: `api:Buchhaltung`.
pub const KEY: &str = "api:";

/// One way and its last use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct Contact {
    /// Which way.
    pub adapter: String,
    /// The last use, good or not.
    pub heard_at: DateTime<Utc>,
    /// The last good one.
    pub good_at: Option<DateTime<Utc>>,
    /// What was wrong the last time.
    pub note: Option<String>,
}

/// Whether the ERP comes this way by itself; on the others the portal begins, and only when there is something to say.
pub fn comes_in(adapter: &str) -> bool {
    !matches!(adapter, PUSH | FILE)
}

/// Whether master data comes this way.
pub fn brings_data(adapter: &str) -> bool {
    comes_in(adapter) && adapter != PULL
}

/// Whether a way has been silent for too long. Of one on which the portal begins this says nothing as long as nothing
/// waits; what waits has done so since `waiting`.
pub fn is_silent(
    contact: &Contact,
    waiting: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    hours: u32,
) -> bool {
    let limit = now - Duration::hours(i64::from(hours));
    let long_ago = contact.good_at.is_none_or(|good| good < limit);
    if comes_in(&contact.adapter) {
        long_ago
    } else {
        long_ago && waiting.is_some_and(|since| since < limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn silence_is_told_after_its_hours() {
        let good = at("2026-11-26T07:14:00Z");
        let contact = |adapter: &str, good_at| Contact {
            adapter: adapter.to_owned(),
            heard_at: good,
            good_at,
            note: None,
        };
        let edge = good + Duration::hours(26);
        let late = edge + Duration::seconds(1);
        let early = Some(good - Duration::hours(1));
        for (adapter, good_at, waiting, now, wanted) in [
            (FOLDER, Some(good), None, edge, false),
            (FOLDER, Some(good), None, late, true),
            (FOLDER, None, None, good, true),
            ("api:Buchhaltung", Some(good), None, late, true),
            (PULL, Some(good), None, late, true),
            (PUSH, Some(good), None, late, false),
            (PUSH, Some(good), early, late, true),
            (PUSH, Some(good), Some(edge), late, false),
            (FILE, None, early, late, true),
        ] {
            let contact = contact(adapter, good_at);
            assert_eq!(
                is_silent(&contact, waiting, now, 26),
                wanted,
                "{adapter} {now}"
            );
        }
    }

    #[test]
    fn master_data_comes_in_and_is_not_fetched_from_us() {
        for (adapter, wanted) in [
            (FOLDER, true),
            (EVENTS, true),
            ("api:Buchhaltung", true),
            (PULL, false),
            (PUSH, false),
            (FILE, false),
        ] {
            assert_eq!(brings_data(adapter), wanted, "{adapter}");
        }
    }
}
