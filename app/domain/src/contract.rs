//! Leases and ownerships: who may use which unit from when to when.

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::macros::{id, text_enum};
use crate::property::{UnitId, UnitKind};
use crate::rent::{BankMandate, RentTable};
use crate::{Cents, PersonId, Refusal, berlin};

id!(ContractId, "Unit x persons x period.");

text_enum! {
    /// The two kinds of residents' contracts.
    ContractKind { Lease => "miete", Ownership => "eigentum" }
}

/// A contract as the ERP knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct Contract {
    /// Made by us.
    pub id: ContractId,
    /// The ERP's own key, the contract number on letters.
    pub reference: String,
    /// What is let or owned.
    pub unit_id: UnitId,
    /// Lease or ownership.
    pub kind: ContractKind,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; open when empty.
    pub ends_on: Option<NaiveDate>,
    /// Day of signing; decides whether the lease document is shown.
    pub signed_on: Option<NaiveDate>,
    /// Net rent (lease) or house money (ownership) a month.
    pub rent: Cents,
    /// Advance for operating costs a month.
    pub operating_costs: Cents,
    /// Advance for heating a month.
    pub heating_costs: Cents,
    /// Deposit of a lease.
    pub deposit: Cents,
}

/// Whether a period with both days included contains a day.
pub fn covers(starts_on: NaiveDate, ends_on: Option<NaiveDate>, day: NaiveDate) -> bool {
    starts_on <= day && ends_on.is_none_or(|end| day <= end)
}

/// The last day on which a contract that has ended, and the own tickets about it, can be read.
pub fn readable_until(ends_on: NaiveDate, months: u32) -> NaiveDate {
    ends_on
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// A contract number without what people leave out, add or type another way: blanks, dashes and slashes.
pub fn bare(reference: &str) -> String {
    reference
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—' | '/'))
        .collect()
}

/// The contract that the pages keep to: one of those that run, where there is a choice. Anything else counts as all.
pub fn chosen(running: &[ContractId], wanted: Option<ContractId>) -> Option<ContractId> {
    wanted.filter(|wanted| running.len() > 1 && running.contains(wanted))
}

/// The first day of the contract that somebody describes to get a new letter.
///
/// # Errors
/// What is missing of number, name and day.
pub fn described(reference: &str, last_name: &str, starts_on: &str) -> Result<NaiveDate, Refusal> {
    let first_day = berlin::typed(starts_on);
    let wrong = [
        (reference.trim().is_empty(), Refusal::ContractNumberMissing),
        (last_name.trim().is_empty(), Refusal::LastNameMissing),
        (first_day.is_none(), Refusal::StartMissing),
    ];
    let wrong = wrong
        .into_iter()
        .filter_map(|(wrong, said)| wrong.then_some(said));
    match Refusal::of(wrong.collect()) {
        Some(refusal) => Err(refusal),
        None => first_day.ok_or(Refusal::StartMissing),
    }
}

/// One line of the contract switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct ContractRow {
    /// The contract.
    pub id: ContractId,
    /// The ERP's contract number.
    pub reference: String,
    /// Lease or ownership.
    pub kind: ContractKind,
    /// Where in the house: "2. OG links".
    pub unit_label: String,
    /// What the unit is.
    pub unit_kind: UnitKind,
    /// Street and number of the house.
    pub street: String,
    /// Postal code of the house.
    pub postal_code: String,
    /// Town of the house.
    pub town: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; of a person whose name the ERP took out, the last day with it.
    pub ends_on: Option<NaiveDate>,
    /// The ERP took the person's name out.
    pub removed: bool,
    /// Last day on which a contract that has ended can be read, where somebody reads it.
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub readable_until: Option<NaiveDate>,
}

impl ContractRow {
    /// Whether the person is named in it and it runs.
    pub fn runs(&self, today: NaiveDate) -> bool {
        covers(self.starts_on, self.ends_on, today)
    }

    /// "Lindenhof 3, 2. OG links".
    pub fn place(&self) -> String {
        format!("{}, {}", unbroken(&self.street), self.unit_label)
    }
}

/// Street and number between which no line ends: a number alone at the beginning of a line is no address.
pub fn unbroken(street: &str) -> String {
    let digit = |c: char| c.is_ascii_digit();
    match street.rsplit_once(' ') {
        Some((name, number)) if number.starts_with(digit) => format!("{name}\u{a0}{number}"),
        // "Lindenhof 3 a".
        Some((rest, letter)) if letter.chars().count() == 1 && rest.ends_with(digit) => {
            format!("{}\u{a0}{letter}", unbroken(rest))
        }
        _ => street.to_owned(),
    }
}

/// Who is named in the contract, as the persons named in it may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct ContractPerson {
    /// The person.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// Has an account of its own.
    pub registered: bool,
}

/// Whom to call: manager, caretaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What the person is to the house: "Hauswart", "Verwaltung".
    pub role: String,
    /// Name of person or firm.
    pub name: String,
    /// Phone number, as printed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// When somebody answers.
    pub hours: Option<String>,
}

/// The page about one contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractPage {
    /// The line of the switcher.
    pub row: ContractRow,
    /// Floor area in hundredths of a square metre.
    pub area: Option<i64>,
    /// Name of the house.
    pub property_name: String,
    /// Who is named in it today.
    pub persons: Vec<ContractPerson>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
    /// Net rent or house money a month.
    pub rent: Cents,
    /// Advance for operating costs a month.
    pub operating_costs: Cents,
    /// Advance for heating a month.
    pub heating_costs: Cents,
    /// The parts that the ERP says one by one; where there are none, the three above count.
    pub parts: RentTable,
    /// What is paid in all.
    pub total: Cents,
    /// Deposit.
    pub deposit: Cents,
    /// The period of notice, in the words of the contract.
    pub notice_period: Option<String>,
    /// The account it is debited from.
    pub mandate: Option<BankMandate>,
    /// When the ERP was last heard, where it speaks to the portal.
    pub as_of: Option<DateTime<Utc>>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
}

#[cfg(test)]
mod tests {
    use super::{ContractId, bare, chosen, covers, described, readable_until, unbroken};
    use crate::Refusal;

    #[test]
    fn a_number_is_known_however_it_is_typed() {
        for typed in ["M-0402", " M 0402 ", "M–0402", "M/04 02", "M0402"] {
            assert_eq!(bare(typed), "M0402", "{typed:?}");
        }
        assert_ne!(bare("M-0402"), bare("M-0403"));
    }

    #[test]
    fn a_new_letter_needs_number_name_and_day() {
        let day = "2024-07-01".parse().unwrap();
        for (number, name, start, answer) in [
            ("V-1", "Lindt", "2024-07-01", Ok(day)),
            (
                " ",
                "Lindt",
                "2024-07-01",
                Err(Refusal::ContractNumberMissing),
            ),
            ("V-1", "", "2024-07-01", Err(Refusal::LastNameMissing)),
            ("V-1", "Lindt", "", Err(Refusal::StartMissing)),
            (
                "V-1",
                "",
                "gestern",
                Err(Refusal::Several(vec![
                    Refusal::LastNameMissing,
                    Refusal::StartMissing,
                ])),
            ),
        ] {
            assert_eq!(described(number, name, start), answer);
        }
    }

    #[test]
    fn a_number_stays_on_the_line_of_its_street() {
        for (street, kept) in [
            ("Lindenhof 3", "Lindenhof\u{a0}3"),
            ("Straße des 17. Juni 135", "Straße des 17. Juni\u{a0}135"),
            ("Lindenhof 3 a", "Lindenhof\u{a0}3\u{a0}a"),
            ("Am Markt", "Am Markt"),
            ("Hof", "Hof"),
        ] {
            assert_eq!(unbroken(street), kept);
        }
    }

    #[test]
    fn the_past_is_readable_for_whole_months() {
        let day = |text: &str| text.parse().unwrap();
        for (end, months, last) in [
            ("2026-06-30", 12, "2027-06-30"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2026-06-30", 0, "2026-06-30"),
        ] {
            assert_eq!(
                readable_until(day(end), months),
                day(last),
                "{end} {months}"
            );
        }
    }

    #[test]
    fn only_a_running_contract_among_several_can_be_chosen() {
        let [flat, parking, foreign] = [1, 2, 3].map(|n| ContractId(uuid::Uuid::from_u128(n)));
        for (running, wanted, kept) in [
            (vec![flat, parking], Some(parking), Some(parking)),
            (vec![flat, parking], Some(foreign), None),
            (vec![flat, parking], None, None),
            (vec![flat], Some(flat), None),
            (vec![], Some(flat), None),
        ] {
            assert_eq!(chosen(&running, wanted), kept, "{running:?} {wanted:?}");
        }
    }

    #[test]
    fn a_contract_runs_from_its_first_to_its_last_day() {
        let day = |text: &str| text.parse().unwrap();
        for (end, today, running) in [
            (None, "2026-01-01", true),
            (None, "2025-12-31", false),
            (Some("2026-06-30"), "2026-06-30", true),
            (Some("2026-06-30"), "2026-07-01", false),
        ] {
            assert_eq!(
                covers(day("2026-01-01"), end.map(day), day(today)),
                running,
                "{end:?} {today}"
            );
        }
    }
}
