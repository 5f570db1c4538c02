//! The turns: each round asks every route of every size once, so that all of them see the same noise.

use std::collections::HashMap;
use std::time::Duration;

use crate::stand::Stand;
use crate::{Options, Result};

/// A turn before the first round, which does not count.
const WARM_UP: Duration = Duration::from_millis(500);

/// A route under load; those that are compared stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// A resident's list, 50 tickets.
    List,
    /// The same queries with a plain template.
    PlainList,
    /// The style sheet.
    Asset,
    /// As many bytes from plain axum.
    PlainAsset,
    /// Five letters from plain axum.
    Hello,
    /// A resident's ticket.
    Ticket,
    /// The clerk's inbox, 50 tickets, written into the audit log.
    Inbox,
}

impl Case {
    /// All of them, in the order of the turns.
    pub const ALL: [Self; 7] = [
        Self::List,
        Self::PlainList,
        Self::Asset,
        Self::PlainAsset,
        Self::Hello,
        Self::Ticket,
        Self::Inbox,
    ];

    /// The limits are served by ourselves.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::PlainList | Self::PlainAsset | Self::Hello)
    }

    /// What the tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list page, 50 tickets",
            Self::PlainList => "limit: axum + sqlx + template, same queries",
            Self::Asset => "static asset",
            Self::PlainAsset => "limit: bare axum, as many bytes",
            Self::Hello => "limit: bare axum, \"hello\"",
            Self::Ticket => "ticket page",
            Self::Inbox => "staff inbox, 50 tickets, audited",
        }
    }
}

/// All turns of one route at one size.
#[derive(Debug, Default)]
pub struct Series {
    rates: Vec<f64>,
    waits: Vec<u32>,
    busy: Duration,
}

/// All turns of all.
#[derive(Debug, Default)]
pub struct Figures {
    series: HashMap<(u32, Case), Series>,
    /// KiB of each portal after the load, by its tickets.
    pub memory_after: HashMap<u32, u32>,
}

/// Asks everything in turn.
///
/// # Errors
/// Any answer but 200, or a server that is gone.
pub async fn run(stands: &[Stand], options: &Options) -> Result<Figures> {
    let mut figures = Figures::default();
    for stand in stands {
        for case in Case::ALL {
            stand.turn(case, options.connections, WARM_UP).await?;
        }
    }
    for round in 1..=options.rounds {
        eprintln!("round {round} of {}", options.rounds);
        for case in Case::ALL {
            for stand in stands {
                let series = figures.series.entry((stand.tickets, case)).or_default();
                series.add(stand, case, options).await?;
            }
        }
    }
    for stand in stands {
        figures.memory_after.insert(stand.tickets, stand.memory()?);
    }
    Ok(figures)
}

impl Figures {
    /// The turns of a route at a size.
    ///
    /// # Errors
    /// There were none.
    pub fn of(&self, tickets: u32, case: Case) -> Result<&Series> {
        let series = self
            .series
            .get(&(tickets, case))
            .filter(|series| !series.waits.is_empty());
        series.ok_or_else(|| format!("{case:?} was never answered").into())
    }
}

impl Series {
    async fn add(&mut self, stand: &Stand, case: Case, options: &Options) -> Result<()> {
        let server = stand.server(case);
        let busy = server.busy()?;
        let turn = stand
            .turn(
                case,
                options.connections,
                Duration::from_secs(options.seconds),
            )
            .await?;
        self.busy += server.busy()?.saturating_sub(busy);
        self.rates
            .push(f64::from(u32::try_from(turn.waits.len())?) / turn.length.as_secs_f64());
        self.waits.extend(turn.waits);
        Ok(())
    }

    /// Requests a second: the middle of the turns.
    pub fn rate(&self) -> f64 {
        median(self.rates.clone())
    }

    /// This one's requests a second in parts of the other's: the middle of the rounds.
    pub fn ratio(&self, other: &Self) -> f64 {
        median(
            self.rates
                .iter()
                .zip(&other.rates)
                .map(|(mine, other)| mine / other)
                .collect(),
        )
    }

    /// Microseconds that `percent` of the requests did not exceed.
    pub fn wait(&self, percent: usize) -> u32 {
        let mut waits = self.waits.clone();
        waits.sort_unstable();
        let last = waits.len().saturating_sub(1);
        waits.get(last * percent / 100).copied().unwrap_or(0)
    }

    /// Microseconds of processor time the server spent on a request, which noise of the machine hardly changes.
    pub fn cost(&self) -> f64 {
        let requests = u32::try_from(self.waits.len()).unwrap_or(u32::MAX);
        self.busy.as_secs_f64() * 1e6 / f64::from(requests)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
