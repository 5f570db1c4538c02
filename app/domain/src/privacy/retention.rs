//! What is deleted at once, and what has to stay until when.
//!
//! Records of trade are kept for years that begin with the end of the calendar year: letters six (§ 257 HGB, § 147 AO),
//! vouchers of bookings eight (§ 147 AO since 2025), books ten. A record that still grows has no last day yet.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::TicketId;
use crate::contract::ContractRow;
use crate::macros::text_enum;
use crate::ticket::State;

text_enum! {
    /// What there is about a person.
    Record {
        Account => "zugang",
        Devices => "geraete",
        Archives => "archive",
        Tickets => "vorgaenge",
        OpenTickets => "offene_vorgaenge",
        Contract => "vertrag",
        Books => "buecher",
        Contacts => "kontaktdaten",
        Log => "protokoll",
    }
}

impl Record {
    /// Years that a record stays after the year in which it was finished; none for what goes at once.
    pub const fn years(self) -> Option<i32> {
        match self {
            Self::Account | Self::Devices | Self::Archives => None,
            Self::Log => Some(2),
            Self::Tickets | Self::OpenTickets => Some(6),
            Self::Contract | Self::Contacts => Some(8),
            Self::Books => Some(10),
        }
    }
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Nothing holds it.
    Now,
    /// It has to stay until the end of that day.
    Until {
        /// The last day.
        day: NaiveDate,
    },
    /// It still grows; from its end on it stays for so many years.
    Running {
        /// Full calendar years after its end.
        years: i32,
    },
}

/// When a record was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// On that day.
    On(NaiveDate),
    /// Not yet.
    Open,
}

/// What becomes of a record when its deletion is asked for today.
pub fn fate(record: Record, end: End, today: NaiveDate) -> Fate {
    let Some(years) = record.years() else {
        return Fate::Now;
    };
    let End::On(end) = end else {
        return Fate::Running { years };
    };
    match NaiveDate::from_ymd_opt(end.year() + years, 12, 31) {
        Some(day) if end > today || day >= today => Fate::Until { day },
        _ => Fate::Now,
    }
}

/// A record with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What.
    pub record: Record,
    /// Number of the contract, or how many tickets; empty where there is one of it.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// What the portal knows of the end of each record.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// All contracts in which the person is named.
    pub contracts: &'a [ContractRow],
    /// How many tickets the person reported.
    pub tickets: i64,
    /// How many of them are open.
    pub open: i64,
    /// The day the last of the others was closed.
    pub closed_on: Option<NaiveDate>,
}

/// What becomes of everything about a person: what goes at once comes first.
pub fn preview(ends: &Ends<'_>, today: NaiveDate) -> Vec<Kept> {
    let last = last_day(ends.contracts);
    let line = |record: Record, name: String, end: End| Kept {
        record,
        name,
        fate: fate(record, end, today),
    };
    let mut kept: Vec<Kept> = [Record::Account, Record::Devices, Record::Archives]
        .into_iter()
        .map(|record| line(record, String::new(), End::On(today)))
        .collect();
    let closed = ends.tickets - ends.open;
    if let Some(day) = ends.closed_on.filter(|_| closed > 0) {
        kept.push(line(Record::Tickets, closed.to_string(), End::On(day)));
    }
    if ends.open > 0 {
        kept.push(line(Record::OpenTickets, ends.open.to_string(), End::Open));
    }
    for row in ends.contracts {
        let end = row.ends_on.map_or(End::Open, End::On);
        kept.push(line(Record::Contract, row.reference.clone(), end));
    }
    for record in [Record::Contacts, Record::Books] {
        kept.push(line(record, String::new(), last));
    }
    kept.push(line(Record::Log, String::new(), End::On(today)));
    kept.sort_by_key(|kept| kept.fate != Fate::Now);
    kept
}

/// The end of the last contract; without any, nothing is kept for one.
fn last_day(contracts: &[ContractRow]) -> End {
    if contracts.iter().any(|row| row.ends_on.is_none()) {
        return End::Open;
    }
    let last = contracts.iter().filter_map(|row| row.ends_on).max();
    last.map_or(End::On(NaiveDate::MIN), End::On)
}

/// The page about deletion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionPage {
    /// What becomes of what.
    pub kept: Vec<Kept>,
    /// The request that was made, if there is one.
    pub asked: Option<DeletionRequest>,
}

/// A deletion that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct DeletionRequest {
    /// The ticket that carries it.
    pub ticket_id: TicketId,
    /// Its number.
    pub number: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{ContractId, ContractKind};
    use crate::property::UnitKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn contract(reference: &str, end: Option<&str>) -> ContractRow {
        ContractRow {
            id: ContractId(uuid::Uuid::nil()),
            reference: reference.to_owned(),
            kind: ContractKind::Lease,
            unit_label: "2. OG links".to_owned(),
            unit_kind: UnitKind::Flat,
            street: "Lindenhof 3".to_owned(),
            postal_code: "10115".to_owned(),
            town: "Berlin".to_owned(),
            starts_on: day("2015-01-01"),
            ends_on: end.map(day),
            removed: false,
            readable_until: None,
        }
    }

    #[test]
    fn years_are_counted_from_the_end_of_the_calendar_year() {
        let until = |text| Fate::Until { day: day(text) };
        for (record, end, today, wanted) in [
            (Record::Account, "2026-11-02", "2026-11-02", Fate::Now),
            (
                Record::Tickets,
                "2026-01-01",
                "2026-11-02",
                until("2032-12-31"),
            ),
            (
                Record::Tickets,
                "2026-12-31",
                "2027-01-01",
                until("2032-12-31"),
            ),
            (
                Record::Tickets,
                "2020-03-01",
                "2026-12-31",
                until("2026-12-31"),
            ),
            (Record::Tickets, "2020-03-01", "2027-01-01", Fate::Now),
            (
                Record::Contract,
                "2026-06-30",
                "2026-11-02",
                until("2034-12-31"),
            ),
            (
                Record::Books,
                "2026-06-30",
                "2026-11-02",
                until("2036-12-31"),
            ),
            (Record::Books, "2015-06-30", "2026-01-01", Fate::Now),
            (Record::Log, "2026-11-02", "2026-11-02", until("2028-12-31")),
            // A contract that was given notice to a later day has its last day already.
            (
                Record::Contract,
                "2027-03-31",
                "2026-11-02",
                until("2035-12-31"),
            ),
        ] {
            let found = fate(record, End::On(day(end)), day(today));
            assert_eq!(found, wanted, "{record} {end} {today}");
        }
        for (record, wanted) in [
            (Record::Contract, Fate::Running { years: 8 }),
            (Record::Tickets, Fate::Running { years: 6 }),
            (Record::Devices, Fate::Now),
        ] {
            assert_eq!(fate(record, End::Open, day("2026-11-02")), wanted);
        }
    }

    fn told(ends: &Ends<'_>) -> Vec<(Record, String, Fate)> {
        let kept = preview(ends, day("2026-11-02")).into_iter();
        kept.map(|kept| (kept.record, kept.name, kept.fate))
            .collect()
    }

    #[test]
    fn a_tenant_reads_what_goes_and_what_stays() {
        let contracts = [contract("V-1", None), contract("V-0", Some("2019-05-31"))];
        let until = |text| Fate::Until { day: day(text) };
        let one = String::new;
        let ends = Ends {
            contracts: &contracts,
            tickets: 3,
            open: 0,
            closed_on: Some(day("2025-07-01")),
        };
        assert_eq!(
            told(&ends),
            [
                (Record::Account, one(), Fate::Now),
                (Record::Devices, one(), Fate::Now),
                (Record::Archives, one(), Fate::Now),
                (Record::Tickets, "3".to_owned(), until("2031-12-31")),
                (
                    Record::Contract,
                    "V-1".to_owned(),
                    Fate::Running { years: 8 }
                ),
                (Record::Contract, "V-0".to_owned(), until("2027-12-31")),
                (Record::Contacts, one(), Fate::Running { years: 8 }),
                (Record::Books, one(), Fate::Running { years: 10 }),
                (Record::Log, one(), until("2028-12-31")),
            ]
        );
    }

    #[test]
    fn what_is_old_enough_goes_with_the_rest() {
        let contracts = [contract("V-0", Some("2014-05-31"))];
        let ends = Ends {
            contracts: &contracts,
            tickets: 0,
            open: 0,
            closed_on: None,
        };
        let staying: Vec<Record> = told(&ends)
            .into_iter()
            .filter(|(.., fate)| *fate != Fate::Now)
            .map(|(record, ..)| record)
            .collect();
        assert_eq!(staying, [Record::Log]);
    }

    #[test]
    fn open_tickets_are_told_apart_from_those_that_have_a_last_day() {
        let ends = Ends {
            contracts: &[],
            tickets: 3,
            open: 1,
            closed_on: Some(day("2025-07-01")),
        };
        let tickets: Vec<_> = told(&ends)
            .into_iter()
            .filter(|line| matches!(line.0, Record::Tickets | Record::OpenTickets))
            .collect();
        let day = day("2031-12-31");
        assert_eq!(
            tickets,
            [
                (Record::Tickets, "2".to_owned(), Fate::Until { day }),
                (
                    Record::OpenTickets,
                    "1".to_owned(),
                    Fate::Running { years: 6 }
                ),
            ]
        );
    }
}
