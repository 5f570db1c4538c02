//! How the simulated ERP may misbehave: what it sends comes twice, in another order, late, not the first time, or broken.

use chrono::{DateTime, Duration, Utc};
use clap::ValueEnum;
use service::Chance;
use store::{
    Tx,
    sim::{self, Delivery},
};

/// How late something comes that is late.
const LATE: Duration = Duration::seconds(30);
/// When something is sent again that got lost.
const SENT_AGAIN: Duration = Duration::minutes(2);
/// Within how many seconds the order is another.
const SHUFFLED: i64 = 10;

/// After which time it answers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Delay {
    /// Nur von Hand.
    #[value(name = "aus")]
    Off,
    /// Nach fünf Sekunden.
    #[value(name = "5s")]
    Seconds,
    /// Nach einer Minute.
    #[value(name = "1min")]
    Minute,
    /// Nach einer Stunde.
    #[value(name = "1h")]
    Hour,
    /// Nach einem Tag.
    #[value(name = "1d")]
    Day,
}

impl Delay {
    /// Every choice with its word on the page.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Off, "aus", "nur von Hand"),
        (Self::Seconds, "5s", "nach 5 Sekunden"),
        (Self::Minute, "1min", "nach 1 Minute"),
        (Self::Hour, "1h", "nach 1 Stunde"),
        (Self::Day, "1d", "nach 1 Tag"),
    ];

    /// The choice with a word; a minute for any other.
    pub fn of(word: Option<&str>) -> Self {
        let known = Self::ALL.iter().find(|(_, known, _)| Some(*known) == word);
        known.map_or(Self::Minute, |(delay, _, _)| *delay)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        let known = Self::ALL.iter().find(|(delay, _, _)| *delay == self);
        known.map_or("1min", |(_, word, _)| word)
    }

    /// The time; none where it waits for a hand.
    pub const fn wait(self) -> Option<Duration> {
        match self {
            Self::Off => None,
            Self::Seconds => Some(Duration::seconds(5)),
            Self::Minute => Some(Duration::minutes(1)),
            Self::Hour => Some(Duration::hours(1)),
            Self::Day => Some(Duration::days(1)),
        }
    }
}

/// One kind of misbehaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mischief {
    Duplicate,
    Reorder,
    Delay,
    Drop,
    Garbage,
}

impl Mischief {
    /// Every kind with the name of its switch and its words on the page.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Duplicate, "duplicate", "Jede Sendung kommt zweimal"),
        (
            Self::Reorder,
            "reorder",
            "Sendungen kommen in anderer Reihenfolge",
        ),
        (Self::Delay, "delay", "Sendungen kommen 30 Sekunden später"),
        (
            Self::Drop,
            "drop",
            "Sendungen gehen verloren und kommen erst nach 2 Minuten noch einmal",
        ),
        (
            Self::Garbage,
            "garbage",
            "Vor jeder Sendung kommt eine verstümmelte",
        ),
    ];
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Path at the portal.
    pub target: String,
    /// JSON.
    pub body: String,
}

/// The deliveries that become of a parcel.
pub fn deliveries(
    parcel: &Parcel,
    on: &[Mischief],
    chance: &Chance,
    now: DateTime<Utc>,
) -> Vec<Delivery> {
    let is_on = |kind| on.contains(&kind);
    let jitter = || match is_on(Mischief::Reorder) {
        true => Duration::seconds(i64::from(chance.bytes::<1>()[0]) % SHUFFLED),
        false => Duration::zero(),
    };
    let mut at = now;
    if is_on(Mischief::Delay) {
        at += LATE;
    }
    if is_on(Mischief::Drop) {
        at += SENT_AGAIN;
    }
    let delivery = |run_at, body: &str| Delivery {
        id: chance.id(now),
        run_at,
        target: parcel.target.clone(),
        body: body.to_owned(),
        attempts: 0,
        last_error: None,
    };
    let mut all = Vec::new();
    if is_on(Mischief::Garbage) {
        let half: String = parcel
            .body
            .chars()
            .take(parcel.body.chars().count() / 2)
            .collect();
        all.push(delivery(at, &half));
    }
    all.push(delivery(at + jitter(), &parcel.body));
    if is_on(Mischief::Duplicate) {
        all.push(delivery(at + jitter(), &parcel.body));
    }
    all
}

/// Which kinds are on.
pub async fn on(tx: &mut Tx) -> store::Result<Vec<Mischief>> {
    let mut on = Vec::new();
    for (kind, name, _) in Mischief::ALL {
        if sim::switch(tx, name).await?.as_deref() == Some("on") {
            on.push(kind);
        }
    }
    Ok(on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_mischief_does_what_it_says() {
        let now: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().expect("time");
        let parcel = Parcel {
            target: "/erp/v1/events".to_owned(),
            body: "{\"events\":[]}".to_owned(),
        };
        let chance = Chance::seeded(1);
        let sent = |on: &[Mischief]| deliveries(&parcel, on, &chance, now);
        let after = |on: &[Mischief]| {
            let sent = sent(on);
            (sent.len(), (sent[0].run_at - now).num_seconds())
        };
        assert_eq!(after(&[]), (1, 0));
        assert_eq!(after(&[Mischief::Delay]), (1, 30));
        assert_eq!(after(&[Mischief::Drop]), (1, 120));
        let twice = sent(&[Mischief::Duplicate]);
        assert_eq!(twice.len(), 2);
        assert_ne!(
            twice[0].id, twice[1].id,
            "the portal cannot know it by its name"
        );
        let broken = sent(&[Mischief::Garbage]);
        assert_eq!(
            (broken[0].body.as_str(), broken[1].body.as_str()),
            ("{\"even", parcel.body.as_str())
        );
        let shuffled: Vec<_> = (0..20).map(|_| after(&[Mischief::Reorder]).1).collect();
        assert!(shuffled.iter().all(|seconds| (0..10).contains(seconds)));
        assert!(
            shuffled.windows(2).any(|pair| pair[0] > pair[1]),
            "{shuffled:?}"
        );
    }

    #[test]
    fn a_delay_is_known_by_its_word() {
        for (delay, word, _) in Delay::ALL {
            assert_eq!((Delay::of(Some(word)), delay.word()), (delay, word));
        }
        assert_eq!(Delay::of(Some("morgen")), Delay::Minute);
    }
}
