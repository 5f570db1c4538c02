//! Last days that the ERP says apart from the record they belong to.

use chrono::{DateTime, NaiveDate, Utc};
use domain::erp::Entity;
use uuid::Uuid;

use crate::keys::by;
use crate::{Result, Tx};

/// A row that may come to its end.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Ending {
    /// The row.
    pub id: Uuid,
    /// The ERP's own key.
    pub reference: String,
    /// The last day so far.
    pub valid_to: Option<NaiveDate>,
    /// The revision of the record.
    pub revision: Option<i64>,
    /// The revision of an end that was said apart.
    pub ended_revision: Option<i64>,
}

/// The text for the table of a kind.
macro_rules! of_kind {
    ($kind:expr, $text:ident) => {
        match $kind {
            Entity::Property => $text!("property", "valid_to"),
            Entity::Unit => $text!("unit", "valid_to"),
            Entity::Person => $text!("person", "valid_to"),
            Entity::Contract => $text!("contract", "ends_on"),
            Entity::ContractPerson => $text!("naming", "valid_to"),
            Entity::RentPart => $text!("rent_part", "valid_to"),
            Entity::BankMandate => $text!("bank_mandate", "valid_to"),
            Entity::ConsumptionValue => $text!("consumption_value", "valid_to"),
            Entity::AccountEntry => $text!("account_entry", "valid_to"),
            Entity::Document => $text!("document", "valid_to"),
        }
    };
}

/// The rows of a kind behind some keys.
///
/// # Errors
/// The engine refused.
pub async fn endings(tx: &mut Tx, kind: Entity, references: &[&str]) -> Result<Vec<Ending>> {
    macro_rules! select {
        ($table:literal, $last:literal) => {
            concat!(
                "SELECT id, reference, ",
                $last,
                " AS valid_to, revision, ended_revision FROM ",
                $table,
                " WHERE reference IN ("
            )
        };
    }
    by(tx, of_kind!(kind, select), references).await
}

/// Gives a row its last day.
///
/// # Errors
/// The engine refused.
pub async fn end(
    tx: &mut Tx,
    kind: Entity,
    id: Uuid,
    last_day: NaiveDate,
    revision: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    macro_rules! update {
        ($table:literal, $last:literal) => {
            concat!(
                "UPDATE ",
                $table,
                " SET ",
                $last,
                " = $2, ended_revision = $3, revised_at = $4 WHERE id = $1"
            )
        };
    }
    let text = of_kind!(kind, update);
    run!(tx, text, id, last_day, revision, now)?;
    Ok(())
}
