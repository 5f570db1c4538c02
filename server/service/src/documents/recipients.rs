//! Who a document is for today, entered into its ledger piece by piece.

use domain::PersonId;
use domain::document::{DocumentId, DocumentKind, Paper, Target, sees};
use store::document::{self, Document, ledger};
use store::{Tx, account};

use super::{notice, tenancies};
use crate::jobs::ProvideDocument;
use crate::{Result, Services, jobs};

/// Persons of one transaction.
const PIECE: i64 = 200;

/// Enters up to `most` persons behind `after`; the last one looked at, where there may be more.
pub(super) async fn enter(
    services: &Services,
    tx: &mut Tx,
    row: &Document,
    after: Option<PersonId>,
    most: i64,
) -> Result<Option<PersonId>> {
    let people = document::people(tx, row.target(), after, most).await?;
    let now = services.clock().now();
    for person in &people {
        if is_for(services, tx, row, *person).await? {
            ledger::enter(tx, row.id, *person, now).await?;
        }
    }
    let full = i64::try_from(people.len()).is_ok_and(|count| count == most);
    Ok(people.last().copied().filter(|_| full))
}

/// Whether a person sees a document today.
pub(crate) async fn is_for(
    services: &Services,
    tx: &mut Tx,
    row: &Document,
    person: PersonId,
) -> Result<bool> {
    let theirs = tenancies(services, tx, person).await?;
    let (today, cutoff) = (
        services.clock().today(),
        services.portal().leases_signed_after,
    );
    Ok(sees(&row.paper(), person, &theirs, today, cutoff))
}

/// A piece of a large target; the next one is a job of its own, so that mails need not wait for the last.
///
/// # Errors
/// The database is gone.
pub(crate) async fn provide_piece(
    services: &Services,
    id: DocumentId,
    after: Option<PersonId>,
) -> Result<()> {
    let mut tx = services.db().begin().await?;
    let Some(row) = document::by_id(&mut tx, id).await? else {
        return Ok(());
    };
    if row.withdrawn_at.is_some() {
        return Ok(());
    }
    match enter(services, &mut tx, &row, after, PIECE).await? {
        Some(last) => {
            let next = ProvideDocument {
                document: id,
                after: Some(last),
            };
            jobs::add(services, &mut tx, &next).await?;
        }
        None => notice::order(services, &mut tx, id).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// How many people would see a document of a kind that is provided now for one person or contract, and how many of them
/// have an account.
pub(super) async fn count(
    services: &Services,
    tx: &mut Tx,
    kind: DocumentKind,
    target: Target,
) -> Result<(i64, i64)> {
    let (today, cutoff) = (
        services.clock().today(),
        services.portal().leases_signed_after,
    );
    let paper = Paper {
        kind,
        target,
        provided_on: today,
        withdrawn: false,
        valid_from: None,
        valid_to: None,
    };
    let (mut persons, mut registered) = (0, 0);
    for person in document::people(tx, target, None, i64::MAX).await? {
        let theirs = tenancies(services, tx, person).await?;
        if sees(&paper, person, &theirs, today, cutoff) {
            let account = account::of_person(tx, person).await?;
            persons += 1;
            registered += i64::from(account.is_some_and(|account| account.disabled_at.is_none()));
        }
    }
    Ok((persons, registered))
}
