//! Contracts as the persons named in them see them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activation::TRIES;
use domain::contract::{ContractPerson, ContractRow, bare};
use domain::person::Person;
use domain::property::Property;
use domain::rent::{BankMandate, RentPart};
use domain::{Cents, ContractId, PersonId};

use crate::{Result, Tx};

/// The parts of a contract page that the line of the switcher lacks.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Terms {
    /// Floor area in hundredths of a square metre.
    pub area: Option<i64>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
    /// Net rent or house money.
    pub rent: Cents,
    /// Advance for operating costs.
    pub operating_costs: Cents,
    /// Advance for heating.
    pub heating_costs: Cents,
    /// Deposit.
    pub deposit: Cents,
}

/// The text of [`of_person`]; the bench asks the same without us.
pub const OF_PERSON: &str = "SELECT c.id, c.reference, c.kind, u.label AS unit_label, u.kind AS unit_kind, o.street, o.postal_code, o.town, c.starts_on,
        CASE WHEN c.ends_on < n.last_day THEN c.ends_on ELSE COALESCE(n.last_day, c.ends_on) END AS ends_on, n.last_day IS NOT NULL AS removed
    FROM (SELECT contract_id, CAST(NULL AS DATE) AS last_day FROM contract_person WHERE person_id = $1
      UNION ALL SELECT contract_id, last_day FROM former_contract_person WHERE person_id = $1) n
    JOIN contract c ON c.id = n.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
    ORDER BY CASE WHEN n.last_day IS NULL AND (c.ends_on IS NULL OR c.ends_on >= $2) THEN 0 ELSE 1 END, c.kind, c.starts_on DESC, c.id";

/// All contracts in which a person is named or was, the running ones first.
///
/// # Errors
/// The engine refused.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    today: NaiveDate,
) -> Result<Vec<ContractRow>> {
    rows!(tx, OF_PERSON, person, today)
}

/// The terms of a contract; for a person who is no longer named in it, those of their last day.
///
/// # Errors
/// The engine refused.
pub async fn terms(tx: &mut Tx, contract: ContractId, person: PersonId) -> Result<Option<Terms>> {
    row!(
        tx,
        "SELECT u.area, c.signed_on, COALESCE(f.rent, c.rent) AS rent, COALESCE(f.operating_costs, c.operating_costs) AS operating_costs,
            COALESCE(f.heating_costs, c.heating_costs) AS heating_costs, COALESCE(f.deposit, c.deposit) AS deposit
         FROM contract c JOIN unit u ON u.id = c.unit_id LEFT JOIN former_contract_person f ON f.contract_id = c.id AND f.person_id = $2 WHERE c.id = $1",
        contract,
        person
    )
}

/// The parts of rent or house money that the ERP says one by one, in the order in which they began.
///
/// # Errors
/// The engine refused.
pub async fn rent_parts(tx: &mut Tx, contract: ContractId) -> Result<Vec<RentPart>> {
    rows!(
        tx,
        "SELECT label, amount, valid_from, valid_to FROM rent_part WHERE contract_id = $1 ORDER BY valid_from, kind, reference",
        contract
    )
}

/// The accounts a contract is or was debited from, the latest first.
///
/// # Errors
/// The engine refused.
pub async fn mandates(tx: &mut Tx, contract: ContractId) -> Result<Vec<BankMandate>> {
    rows!(
        tx,
        "SELECT holder, iban_masked, mandate, signed_on, valid_from, valid_to FROM bank_mandate WHERE contract_id = $1
         ORDER BY COALESCE(valid_from, signed_on) DESC, reference DESC",
        contract
    )
}

/// The period of notice, in the words of the contract.
///
/// # Errors
/// The engine refused.
pub async fn notice_period(tx: &mut Tx, contract: ContractId) -> Result<Option<String>> {
    let found: Option<Option<String>> = maybe!(
        tx,
        "SELECT notice_period FROM contract WHERE id = $1",
        contract
    )?;
    Ok(found.flatten())
}

/// Who is responsible for a house at the manager's.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Clerk {
    /// Name.
    pub clerk_name: Option<String>,
    /// Phone number, as printed.
    pub clerk_phone: Option<String>,
    /// E-mail address.
    pub clerk_email: Option<String>,
}

/// Who is responsible for the house of a contract.
///
/// # Errors
/// The engine refused.
pub async fn clerk(tx: &mut Tx, contract: ContractId) -> Result<Option<Clerk>> {
    row!(
        tx,
        "SELECT o.clerk_name, o.clerk_phone, o.clerk_email FROM property o JOIN unit u ON u.property_id = o.id JOIN contract c ON c.unit_id = u.id WHERE c.id = $1",
        contract
    )
}

/// When master data last came from the ERP, by whichever way.
///
/// # Errors
/// The engine refused.
pub async fn as_of(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    maybe!(
        tx,
        "SELECT good_at FROM erp_contact WHERE good_at IS NOT NULL AND (adapter = 'ordner' OR adapter LIKE 'api:%') ORDER BY good_at DESC LIMIT 1"
    )
}

/// The last day on which a person was named in a contract; nothing for somebody who still is, or never was.
///
/// # Errors
/// The engine refused.
pub async fn last_day(
    tx: &mut Tx,
    contract: ContractId,
    person: PersonId,
) -> Result<Option<NaiveDate>> {
    maybe!(
        tx,
        "SELECT last_day FROM former_contract_person WHERE contract_id = $1 AND person_id = $2",
        contract,
        person
    )
}

/// The house of a contract.
///
/// # Errors
/// The engine refused.
pub async fn property(tx: &mut Tx, contract: ContractId) -> Result<Option<Property>> {
    row!(
        tx,
        "SELECT o.id, o.reference, o.name, o.street, o.postal_code, o.town, o.federal_state, o.caretaker_name, o.caretaker_phone, o.caretaker_hours, o.enabled_on
         FROM property o JOIN unit u ON u.property_id = o.id JOIN contract c ON c.unit_id = u.id WHERE c.id = $1",
        contract
    )
}

/// Who is named in a contract, and who of them can get in.
///
/// # Errors
/// The engine refused.
pub async fn persons(tx: &mut Tx, contract: ContractId) -> Result<Vec<ContractPerson>> {
    rows!(
        tx,
        "SELECT p.id AS person_id, TRIM(p.first_name || ' ' || p.last_name) AS name, a.id IS NOT NULL AS registered
         FROM contract_person cp JOIN person p ON p.id = cp.person_id LEFT JOIN account a ON a.person_id = p.id AND a.disabled_at IS NULL
         WHERE cp.contract_id = $1 ORDER BY p.last_name, p.first_name, p.id",
        contract
    )
}

/// Somebody named in a contract, and what leads them in.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Named {
    /// The person.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// Has an account that is not disabled.
    pub registered: bool,
    /// Until when the code of their live letter can be used.
    pub letter_until: Option<DateTime<Utc>>,
}

/// Who is named in a contract, who of them has an account, and who a letter.
///
/// # Errors
/// The engine refused.
pub async fn household(tx: &mut Tx, contract: ContractId) -> Result<Vec<Named>> {
    rows!(
        tx,
        "SELECT p.id AS person_id, TRIM(p.first_name || ' ' || p.last_name) AS name, a.id IS NOT NULL AS registered, l.expires_at AS letter_until
         FROM contract_person cp JOIN person p ON p.id = cp.person_id LEFT JOIN account a ON a.person_id = p.id AND a.disabled_at IS NULL
         LEFT JOIN activation_letter l ON l.person_id = p.id AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.tries < $2
         WHERE cp.contract_id = $1 ORDER BY p.last_name, p.first_name, p.id",
        contract,
        TRIES
    )
}

/// Who may be asking for a lost letter: contract number, last name and first day must all fit, as they do for both of a
/// couple. The number counts without case, blanks, dashes and slashes; names are compared here, for SQLite knows no case
/// beyond ASCII.
///
/// # Errors
/// The engine refused.
pub async fn find_persons(
    tx: &mut Tx,
    reference: &str,
    last_name: &str,
    starts_on: NaiveDate,
) -> Result<Vec<Person>> {
    let bare = bare(reference);
    let mut named: Vec<Person> = rows!(
        tx,
        "SELECT p.id, p.reference, p.salutation, p.first_name, p.last_name, p.street, p.postal_code, p.town, p.email, p.phone
         FROM person p JOIN contract_person cp ON cp.person_id = p.id JOIN contract c ON c.id = cp.contract_id
         WHERE REPLACE(REPLACE(REPLACE(LOWER(c.reference), ' ', ''), '-', ''), '/', '') = LOWER($1) AND c.starts_on = $2 ORDER BY p.id",
        bare.as_str(),
        starts_on
    )?;
    named.retain(|person| person.is_called(last_name));
    Ok(named)
}

/// The contract number on letters.
///
/// # Errors
/// The engine refused.
pub async fn reference(tx: &mut Tx, contract: ContractId) -> Result<Option<String>> {
    maybe!(tx, "SELECT reference FROM contract WHERE id = $1", contract)
}
