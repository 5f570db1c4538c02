//! The tables of docs/bench.md.

use std::fmt::Write;
use std::time::Duration;

use crate::enumeration::Told;
use crate::gateway::{self, Gateway};
use crate::rollout::Rollout;
use crate::rounds::{Case, Figures};
use crate::site::Site;
use crate::stand::Stand;
use crate::{Options, Result};

/// MiB of an idle portal, at most.
const IDLE_MIB: f64 = 40.0;
/// Kilobytes of a first visit, at most.
const FIRST_VISIT_KB: f64 = 300.0;

/// MiB of an import at its peak, at most.
const IMPORT_MIB: f64 = 300.0;
/// Letters a second of a rollout, at least: 10,000 in five minutes.
const LETTERS_A_SECOND: f64 = 10_000.0 / 300.0;
/// MiB of a rollout at its peak, at most.
const ROLLOUT_MIB: f64 = 400.0;

/// A line of the first table.
struct Goal {
    what: String,
    measured: String,
    target: &'static str,
    met: Option<bool>,
}

/// Both tables in Markdown; `small` and `large` are the two sizes.
///
/// # Errors
/// A route was never answered.
pub fn of(
    options: &Options,
    cores: usize,
    (site, rollout, told, gateway): (&Site, Option<Rollout>, &[Told], &[Gateway]),
    [small, large]: [&Stand; 2],
    figures: &Figures,
) -> Result<String> {
    let Options {
        seconds,
        rounds,
        connections,
        letters,
        gateway: _,
    } = options;
    let mut goals = Vec::new();
    for stand in [small, large] {
        goals.push(list_against_plain(stand, figures)?);
    }
    goals.push(list_at_both_sizes(small, large, figures)?);
    goals.push(asset_against_plain(large, figures)?);
    for stand in [small, large] {
        goals.push(idle(stand));
        goals.push(start(stand));
    }
    goals.push(first_visit(site));
    goals.extend(site.later.iter().map(later));
    goals.push(growth(small, large));
    goals.extend(rollout.iter().flat_map(letters_of));
    goals.extend(told.iter().map(names));
    goals.extend(gateway.iter().flat_map(gateway_of));
    let mut text = format!(
        "`target/dist/bench --seconds {seconds} --rounds {rounds} --connections {connections} --letters {letters}`, {cores} cores shared by load and server.\n\n\
         | What | Measured | Target | Verdict |\n| --- | --- | --- | --- |\n"
    );
    for Goal {
        what,
        measured,
        target,
        met,
    } in goals
    {
        let verdict = match met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "–",
        };
        writeln!(text, "| {what} | {measured} | {target} | {verdict} |")?;
    }
    text.push_str("\n| Route | Tickets | Requests/s | p50 | p99 | CPU per request |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for stand in [small, large] {
        for case in Case::ALL {
            text.push_str(&route(stand, case, figures)?);
        }
    }
    Ok(text)
}

fn list_against_plain(stand: &Stand, figures: &Figures) -> Result<Goal> {
    let (list, plain) = (
        figures.of(stand.tickets, Case::List)?,
        figures.of(stand.tickets, Case::PlainList)?,
    );
    let ratio = list.ratio(plain);
    Ok(Goal {
        what: format!(
            "List page against the plain template route, {} tickets",
            grouped(stand.tickets.into())
        ),
        measured: format!(
            "{} ({} of {}/s)",
            percent(ratio),
            whole(list.rate()),
            whole(plain.rate())
        ),
        target: "≥ 40 %",
        met: Some(ratio >= 0.4),
    })
}

fn list_at_both_sizes(small: &Stand, large: &Stand, figures: &Figures) -> Result<Goal> {
    let slower = figures
        .of(small.tickets, Case::List)?
        .ratio(figures.of(large.tickets, Case::List)?);
    Ok(Goal {
        what: format!(
            "List page, {} tickets against {}",
            grouped(large.tickets.into()),
            grouped(small.tickets.into())
        ),
        measured: format!("{slower:.2} times as slow"),
        target: "≤ 1.3 times",
        met: Some(slower <= 1.3),
    })
}

fn asset_against_plain(stand: &Stand, figures: &Figures) -> Result<Goal> {
    let (asset, plain) = (
        figures.of(stand.tickets, Case::Asset)?,
        figures.of(stand.tickets, Case::PlainAsset)?,
    );
    let ratio = asset.ratio(plain);
    let hello = asset.ratio(figures.of(stand.tickets, Case::Hello)?);
    Ok(Goal {
        what: "Static asset against bare axum with as many bytes".to_owned(),
        measured: format!(
            "{} ({} of {}/s; {} of \"hello\")",
            percent(ratio),
            whole(asset.rate()),
            whole(plain.rate()),
            percent(hello)
        ),
        target: "≥ 60 %",
        met: Some(ratio >= 0.6),
    })
}

fn idle(stand: &Stand) -> Goal {
    let page = mib(stand.memory_page);
    Goal {
        what: format!(
            "Idle memory after the first pages, {} tickets",
            grouped(stand.tickets.into())
        ),
        measured: format!("{page:.1} MiB ({:.1} before them)", mib(stand.memory_ready)),
        target: "≤ 40 MiB",
        met: Some(page <= IDLE_MIB),
    }
}

fn start(stand: &Stand) -> Goal {
    Goal {
        what: format!("Start to ready, {} tickets", grouped(stand.tickets.into())),
        measured: format!("{:.2} s", stand.ready_after.as_secs_f64()),
        target: "≤ 1 s",
        met: Some(stand.ready_after.as_secs_f64() <= 1.0),
    }
}

fn first_visit(site: &Site) -> Goal {
    let size = site.first_visit.map(|bytes| f64::from(bytes) / 1_000.0);
    Goal {
        what: "First visit: wasm, script and styles in brotli".to_owned(),
        measured: size.map_or("not built".to_owned(), |size| format!("{size:.0} KB")),
        target: "≤ 300 KB",
        met: size.map(|size| size <= FIRST_VISIT_KB),
    }
}

fn later((page, bytes): &(&'static str, u32)) -> Goal {
    Goal {
        what: format!("What {page} adds to it"),
        measured: format!("{:.0} KB", f64::from(*bytes) / 1_000.0),
        target: "none",
        met: None,
    }
}

/// Both imports of a large export, their memory, and a call that comes meanwhile.
fn gateway_of(measured: &Gateway) -> [Goal; 4] {
    let (units, persons, contracts) = gateway::rows();
    let engine = measured.engine;
    let mib = f64::from(measured.peak) / 1024.0;
    let all = format!(
        "{} units, {} persons, {} contracts",
        grouped(units.into()),
        grouped(persons.into()),
        grouped(contracts.into())
    );
    [
        Goal {
            what: format!("First import of {all}, {engine}"),
            measured: format!("{:.1} s", measured.first.as_secs_f64()),
            target: "≤ 60 s",
            met: Some(measured.first.as_secs_f64() <= 60.0),
        },
        Goal {
            what: format!("The same files once more, {engine}"),
            measured: format!("{:.1} s", measured.again.as_secs_f64()),
            target: "≤ 20 s",
            met: Some(measured.again.as_secs_f64() <= 20.0),
        },
        Goal {
            what: format!("Peak memory of both, {engine}"),
            measured: format!("{mib:.0} MiB"),
            target: "≤ 300 MiB",
            met: Some(mib <= IMPORT_MIB),
        },
        Goal {
            what: format!("One person changed by the API while all others are, {engine}"),
            measured: format!(
                "p99 {:.1} ms of {} calls",
                measured.p99.as_secs_f64() * 1_000.0,
                measured.calls
            ),
            target: "p99 ≤ 50 ms",
            met: Some(measured.p99 <= Duration::from_millis(50)),
        },
    ]
}

fn letters_of(rollout: &Rollout) -> [Goal; 2] {
    let seconds = rollout.took.as_secs_f64();
    let (rate, peak) = (f64::from(rollout.letters) / seconds, mib(rollout.peak));
    let letters = grouped(rollout.letters.into());
    [
        Goal {
            what: format!("Rollout of {letters} letters"),
            measured: format!("{rate:.0} letters/s, {seconds:.0} s"),
            target: "10,000 in ≤ 5 min",
            met: Some(rate >= LETTERS_A_SECOND),
        },
        Goal {
            what: format!("Peak memory of a rollout of {letters} letters"),
            measured: format!("{peak:.0} MiB"),
            target: "≤ 400 MiB",
            met: Some(peak <= ROLLOUT_MIB),
        },
    ]
}

fn names(told: &Told) -> Goal {
    let micros = |time: Duration| u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
    Goal {
        what: format!("{}: known against unknown names", told.door),
        measured: format!(
            "{} apart (medians {} and {})",
            milliseconds(micros(told.apart())),
            milliseconds(micros(told.known)),
            milliseconds(micros(told.unknown))
        ),
        target: "≤ 2 ms",
        met: Some(told.apart() <= Duration::from_millis(2)),
    }
}

fn growth(small: &Stand, large: &Stand) -> Goal {
    let each = large.bytes.saturating_sub(small.bytes) / u64::from(large.tickets - small.tickets);
    Goal {
        what: "Database growth for a ticket with an event and two messages".to_owned(),
        measured: format!("{} bytes", grouped(each)),
        target: "none",
        met: None,
    }
}

fn route(stand: &Stand, case: Case, figures: &Figures) -> Result<String> {
    let series = figures.of(stand.tickets, case)?;
    Ok(format!(
        "| {} | {} | {} | {} | {} | {} µs |\n",
        case.name(),
        grouped(stand.tickets.into()),
        whole(series.rate()),
        milliseconds(series.wait(50)),
        milliseconds(series.wait(99)),
        whole(series.cost()),
    ))
}

fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

fn mib(kib: u32) -> f64 {
    f64::from(kib) / 1_024.0
}

fn milliseconds(micros: u32) -> String {
    format!("{:.1} ms", f64::from(micros) / 1_000.0)
}

/// A figure without fraction: "12,345".
fn whole(value: f64) -> String {
    with_commas(&format!("{value:.0}"))
}

fn grouped(value: u64) -> String {
    with_commas(&value.to_string())
}

fn with_commas(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{whole, with_commas};

    #[test]
    fn figures_are_grouped_by_thousands() {
        assert_eq!(
            ["7", "999", "1000", "1234567"].map(with_commas),
            ["7", "999", "1,000", "1,234,567"]
        );
        assert_eq!(whole(1234.6), "1,235");
    }
}
