//! The archive of all that the portal keeps about a person, put together for them.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::macros::{id, text_enum};

id!(ArchiveId, "One archive of a person's data.");

/// How long an archive can be fetched.
pub const LASTS: Duration = Duration::days(7);
/// One archive in this time; what is not ready by then never will be.
pub const PAUSE: Duration = Duration::days(1);

text_enum! {
    /// Where an archive stands.
    ArchiveStage { UnderWay => "laeuft", Ready => "bereit", Gone => "abgelaufen" }
}

/// The last archive that a person asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// The archive.
    pub id: ArchiveId,
    /// Where it stands.
    pub stage: ArchiveStage,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// How much of it is there.
    pub percent: u32,
    /// Bytes of the file.
    pub bytes: i64,
    /// Until when it can be fetched.
    pub expires_at: Option<DateTime<Utc>>,
    /// From when on another one may be asked for.
    pub next_at: DateTime<Utc>,
    /// That moment has come.
    pub again: bool,
}

/// Whether another archive may be asked for.
///
/// # Errors
/// `ArchiveTooSoon` within a day of the last one.
pub fn may_ask(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), Refusal> {
    match last.map(|at| at + PAUSE).filter(|at| *at > now) {
        Some(at) => {
            let seconds = u32::try_from((at - now).num_seconds()).unwrap_or(u32::MAX);
            Err(Refusal::ArchiveTooSoon {
                at,
                seconds: seconds.saturating_add(1),
            })
        }
        None => Ok(()),
    }
}

/// Where an archive stands now.
pub fn stage(
    ready_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> ArchiveStage {
    match (ready_at, expires_at) {
        (None, _) => ArchiveStage::UnderWay,
        (Some(_), Some(end)) if end > now => ArchiveStage::Ready,
        (Some(_), _) => ArchiveStage::Gone,
    }
}

/// How much of a work is done, in percent; all of it only when it is finished.
pub fn percent(done: i64, total: i64) -> u32 {
    let part = done.max(0).saturating_mul(100) / total.max(1);
    u32::try_from(part.min(99)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_archive_is_asked_for_once_a_day() {
        let asked = at("2026-11-02T09:00:00Z");
        assert_eq!(may_ask(None, asked), Ok(()));
        for (now, seconds) in [
            ("2026-11-02T09:00:00Z", Some(86_401)),
            ("2026-11-03T08:59:59Z", Some(2)),
            ("2026-11-03T09:00:00Z", None),
        ] {
            let wanted = seconds.map_or(Ok(()), |seconds| {
                Err(Refusal::ArchiveTooSoon {
                    at: at("2026-11-03T09:00:00Z"),
                    seconds,
                })
            });
            assert_eq!(may_ask(Some(asked), at(now)), wanted, "{now}");
        }
    }

    #[test]
    fn an_archive_is_there_until_it_expires() {
        let (ready, end) = (at("2026-11-02T09:00:00Z"), at("2026-11-09T09:00:00Z"));
        for (ready, end, now, wanted) in [
            (None, None, ready, ArchiveStage::UnderWay),
            (Some(ready), Some(end), ready, ArchiveStage::Ready),
            (Some(ready), Some(end), end, ArchiveStage::Gone),
        ] {
            assert_eq!(stage(ready, end, now), wanted, "{now}");
        }
    }

    #[test]
    fn unfinished_work_is_never_a_hundred_percent() {
        for (done, total, wanted) in [(0, 0, 0), (1, 3, 33), (3, 3, 99), (9, 3, 99), (-1, 3, 0)] {
            assert_eq!(percent(done, total), wanted, "{done} of {total}");
        }
    }
}
