//! Who stands in which contract: today, and from or until which day.

use chrono::NaiveDate;
use domain::{ContractId, PersonId};
use sqlx::QueryBuilder;

use super::AT_ONCE;
use crate::keys::by;
use crate::{Result, Tx};

/// A person and a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Pair {
    /// The contract.
    pub contract_id: ContractId,
    /// The person.
    pub person_id: PersonId,
}

/// Somebody who stands in a contract.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Named {
    /// The contract.
    pub contract_id: ContractId,
    /// The person.
    pub person_id: PersonId,
    /// The person's key.
    pub person: String,
}

/// Somebody of whom the ERP says apart when they stand in a contract.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Apart {
    /// The contract.
    pub contract_id: ContractId,
    /// The person's key.
    pub person: String,
}

/// Somebody with a last day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Gone {
    /// The person.
    pub person_id: PersonId,
    /// The person's key.
    pub reference: String,
    /// The last day.
    pub valid_to: NaiveDate,
}

/// A name that does not stand where it should today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Due {
    /// The contract.
    pub contract_id: ContractId,
    /// The person.
    pub person_id: PersonId,
    /// Its last day, where it is to go; none where it is to come.
    pub last_day: Option<NaiveDate>,
}

/// Who stands in some contracts.
///
/// # Errors
/// The engine refused.
pub async fn named(tx: &mut Tx, contracts: &[ContractId]) -> Result<Vec<Named>> {
    by(
        tx,
        "SELECT cp.contract_id, cp.person_id, p.reference AS person FROM contract_person cp JOIN person p ON p.id = cp.person_id
         WHERE cp.contract_id IN (",
        contracts,
    )
    .await
}

/// Whose days in some contracts the ERP says apart.
///
/// # Errors
/// The engine refused.
pub async fn apart(tx: &mut Tx, contracts: &[ContractId]) -> Result<Vec<Apart>> {
    by(
        tx,
        "SELECT n.contract_id, p.reference AS person FROM naming n JOIN person p ON p.id = n.person_id WHERE n.contract_id IN (",
        contracts,
    )
    .await
}

/// Those of some persons who have a last day.
///
/// # Errors
/// The engine refused.
pub async fn gone(tx: &mut Tx, references: &[&str]) -> Result<Vec<Gone>> {
    by(
        tx,
        "SELECT id AS person_id, reference, valid_to FROM person WHERE valid_to IS NOT NULL AND reference IN (",
        references,
    )
    .await
}

/// As [`gone`], by id.
///
/// # Errors
/// The engine refused.
pub async fn over(tx: &mut Tx, persons: &[PersonId]) -> Result<Vec<Gone>> {
    by(
        tx,
        "SELECT id AS person_id, reference, valid_to FROM person WHERE valid_to IS NOT NULL AND id IN (",
        persons,
    )
    .await
}

/// The contracts in which some persons stand.
///
/// # Errors
/// The engine refused.
pub async fn contracts_of(tx: &mut Tx, persons: &[PersonId]) -> Result<Vec<Pair>> {
    by(
        tx,
        "SELECT contract_id, person_id FROM contract_person WHERE person_id IN (",
        persons,
    )
    .await
}

/// The contracts out of which a person was taken with a last day.
///
/// # Errors
/// The engine refused.
pub async fn former_until(
    tx: &mut Tx,
    person: PersonId,
    last_day: NaiveDate,
) -> Result<Vec<ContractId>> {
    let rows: Vec<(ContractId,)> = rows!(
        tx,
        "SELECT contract_id FROM former_contract_person WHERE person_id = $1 AND last_day = $2",
        person,
        last_day
    )?;
    Ok(rows.into_iter().map(|(contract,)| contract).collect())
}

/// Names that have come to their first day, or are past their last one: up to `most`.
///
/// # Errors
/// The engine refused.
pub async fn due(tx: &mut Tx, today: NaiveDate, most: i64) -> Result<Vec<Due>> {
    let yesterday = today.pred_opt().unwrap_or(today);
    rows!(
        tx,
        "SELECT cp.contract_id, cp.person_id, p.valid_to AS last_day FROM person p JOIN contract_person cp ON cp.person_id = p.id WHERE p.valid_to < $1
         UNION ALL
         SELECT n.contract_id, n.person_id, CASE WHEN n.valid_to < $1 THEN n.valid_to ELSE $2 END AS last_day
         FROM naming n JOIN contract_person cp ON cp.contract_id = n.contract_id AND cp.person_id = n.person_id JOIN person p ON p.id = n.person_id
         WHERE (n.valid_to < $1 OR n.valid_from > $1) AND (p.valid_to IS NULL OR p.valid_to >= $1)
         UNION ALL
         SELECT n.contract_id, n.person_id, CAST(NULL AS DATE) AS last_day FROM naming n JOIN person p ON p.id = n.person_id
         WHERE (n.valid_from IS NULL OR n.valid_from <= $1) AND (n.valid_to IS NULL OR n.valid_to >= $1) AND (p.valid_to IS NULL OR p.valid_to >= $1)
            AND NOT EXISTS (SELECT 1 FROM contract_person cp WHERE cp.contract_id = n.contract_id AND cp.person_id = n.person_id)
         LIMIT $3",
        today,
        yesterday,
        most
    )
}

/// Names persons in contracts.
///
/// # Errors
/// The engine refused.
pub async fn link(tx: &mut Tx, pairs: &[Pair]) -> Result<()> {
    for pairs in pairs.chunks(AT_ONCE) {
        on!(&mut *tx, |c| {
            let mut query = QueryBuilder::<Engine>::new(
                "DELETE FROM former_contract_person WHERE (contract_id, person_id) IN (",
            );
            query.push_values(pairs, |mut row, pair| {
                row.push_bind(pair.contract_id).push_bind(pair.person_id);
            });
            query.push(")");
            query.build().execute(c).await.map(drop)
        })?;
        on!(&mut *tx, |c| {
            let mut query = QueryBuilder::<Engine>::new(
                "INSERT INTO contract_person (contract_id, person_id) ",
            );
            query.push_values(pairs, |mut row, pair| {
                row.push_bind(pair.contract_id).push_bind(pair.person_id);
            });
            query.push(" ON CONFLICT (contract_id, person_id) DO NOTHING");
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Takes a person's name out of a contract; its terms are kept for them as they are now.
///
/// # Errors
/// The engine refused.
pub async fn unlink(
    tx: &mut Tx,
    contract: ContractId,
    person: PersonId,
    last_day: NaiveDate,
) -> Result<()> {
    run!(
        &mut *tx,
        "INSERT INTO former_contract_person (contract_id, person_id, last_day, rent, operating_costs, heating_costs, deposit)
         SELECT c.id, cp.person_id, $3, c.rent, c.operating_costs, c.heating_costs, c.deposit
         FROM contract_person cp JOIN contract c ON c.id = cp.contract_id WHERE cp.contract_id = $1 AND cp.person_id = $2",
        contract,
        person,
        last_day
    )?;
    run!(
        tx,
        "DELETE FROM contract_person WHERE contract_id = $1 AND person_id = $2",
        contract,
        person
    )?;
    Ok(())
}
