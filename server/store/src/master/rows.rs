//! Rows of master data with what the ERP said of them, and with the keys of what they refer to.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contract::Contract;
use domain::erp::{Medium, RentPartKind};
use domain::property::{Property, Unit};
use domain::{Cents, ContractId, PersonId, UnitId};
use uuid::Uuid;

/// What the ERP said of a row besides its content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Said {
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it.
    pub revision: Option<i64>,
    /// The revision of an end that was said apart.
    pub ended_revision: Option<i64>,
    /// When a revision was last written.
    pub revised_at: Option<DateTime<Utc>>,
}

/// A row with what the ERP said of it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Kept<T> {
    /// The content.
    #[sqlx(flatten)]
    pub row: T,
    /// What was said of it; of a contract, its own days.
    #[sqlx(flatten)]
    pub said: Said,
}

impl<T> From<T> for Kept<T> {
    fn from(row: T) -> Self {
        let said = Said::default();
        Self { row, said }
    }
}

/// A house with the clerk who is responsible for it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct PropertyRow {
    /// The house.
    #[sqlx(flatten)]
    pub property: Property,
    /// Name of the clerk.
    pub clerk_name: Option<String>,
    /// The clerk's phone.
    pub clerk_phone: Option<String>,
    /// The clerk's mail.
    pub clerk_email: Option<String>,
}

impl From<Property> for Kept<PropertyRow> {
    fn from(property: Property) -> Self {
        Self::from(PropertyRow {
            property,
            clerk_name: None,
            clerk_phone: None,
            clerk_email: None,
        })
    }
}

/// A contract with its period of notice.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ContractRow {
    /// The contract.
    #[sqlx(flatten)]
    pub contract: Contract,
    /// In the words of the contract.
    pub notice_period: Option<String>,
}

impl From<Contract> for Kept<ContractRow> {
    fn from(contract: Contract) -> Self {
        Self::from(ContractRow {
            contract,
            notice_period: None,
        })
    }
}

/// A name in a contract that has days of its own.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Naming {
    /// Made by us.
    pub id: Uuid,
    /// The ERP's own key.
    pub reference: String,
    /// The contract.
    pub contract_id: ContractId,
    /// The person.
    pub person_id: PersonId,
}

/// A part of a contract's rent.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct RentPart {
    /// Made by us.
    pub id: Uuid,
    /// The ERP's own key.
    pub reference: String,
    /// The contract.
    pub contract_id: ContractId,
    /// What it is for.
    pub kind: RentPartKind,
    /// Its name on papers.
    pub label: String,
    /// A month.
    pub amount: Cents,
}

/// The account a contract is debited from.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct BankMandate {
    /// Made by us.
    pub id: Uuid,
    /// The ERP's own key.
    pub reference: String,
    /// The contract.
    pub contract_id: ContractId,
    /// Whose account it is.
    pub holder: String,
    /// Country, check digits and the last two characters.
    pub iban_masked: String,
    /// Reference of the mandate.
    pub mandate: Option<String>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
}

/// What a unit consumed.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ConsumptionValue {
    /// Made by us.
    pub id: Uuid,
    /// The ERP's own key.
    pub reference: String,
    /// The unit.
    pub unit_id: UnitId,
    /// What was consumed.
    pub medium: Medium,
    /// Thousandths of the measure.
    pub amount: i64,
    /// In what it is measured.
    pub measure: String,
    /// Nobody read it off.
    pub estimated: bool,
}

/// A line of a contract's account.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct AccountEntry {
    /// Made by us.
    pub id: Uuid,
    /// The ERP's own key.
    pub reference: String,
    /// The contract.
    pub contract_id: ContractId,
    /// Day of the booking.
    pub booked_on: NaiveDate,
    /// Day on which it is due.
    pub due_on: Option<NaiveDate>,
    /// What it is for.
    pub label: String,
    /// What the person owes is positive.
    pub amount: Cents,
}

/// From when to when a contract runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Span {
    /// The contract.
    pub id: ContractId,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day; open when empty.
    pub ends_on: Option<NaiveDate>,
}

/// Somebody with a mail address.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Sharing {
    /// The address.
    pub email: String,
    /// The person's key.
    pub reference: String,
}

/// A unit with the key of its house.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedUnit {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<Unit>,
    /// The property's key.
    pub property: String,
}

/// A contract with the key of its unit.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedContract {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<ContractRow>,
    /// The unit's key.
    pub unit: String,
}

/// A name with the keys of contract and person.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedNaming {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<Naming>,
    /// The contract's key.
    pub contract: String,
    /// The person's key.
    pub person: String,
}

/// A part of a rent with the key of its contract.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedRentPart {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<RentPart>,
    /// The contract's key.
    pub contract: String,
}

/// An account with the key of its contract.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedBankMandate {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<BankMandate>,
    /// The contract's key.
    pub contract: String,
}

/// What was consumed, with the key of the unit.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedConsumptionValue {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<ConsumptionValue>,
    /// The unit's key.
    pub unit: String,
}

/// A line with the key of its contract.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NamedAccountEntry {
    /// The row.
    #[sqlx(flatten)]
    pub kept: Kept<AccountEntry>,
    /// The contract's key.
    pub contract: String,
}
