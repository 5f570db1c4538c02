//! Master data: mixed batches, records of one kind, and the end of one record.

use axum::{
    extract::{Request, State},
    response::Response,
    routing::{MethodRouter, post},
};
use chrono::NaiveDate;
use domain::erp::{Entity, Scope};
use serde::{Deserialize, de::DeserializeOwned};
use service::{
    erp::{Batch, End, order::Order},
    import::{
        AccountEntryRecord, BankMandateRecord, ConsumptionValueRecord, ContractPersonRecord,
        ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
    },
};
use utoipa::ToSchema;

use super::{
    Desk,
    gate::told,
    letter::Letter,
    problem::{BodyFault, Problem},
    report::Report,
};

/// What stands behind the question mark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    #[serde(default)]
    dry_run: bool,
}

/// Records of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Records<R> {
    records: Vec<R>,
}

/// The last day of a record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndOf {
    /// The last day on which the record is valid.
    #[schema(example = "2026-12-31")]
    pub valid_to: NaiveDate,
    /// The ERP's revision of this change; higher than that of the record.
    #[schema(minimum = 0, example = 7)]
    pub revision: i64,
}

/// A kind of record.
pub trait Entry: DeserializeOwned + Send + 'static {
    /// The records as a batch.
    fn batch(records: Vec<Self>) -> Batch;
}

macro_rules! entries {
    ($($record:ident => $field:ident),+ $(,)?) => {
        $(impl Entry for $record {
            fn batch(records: Vec<Self>) -> Batch {
                Batch { $field: records, ..Batch::default() }
            }
        })+

        /// Where a record without a revision stands.
        fn without_revision(batch: &Batch) -> Vec<String> {
            let mut places = Vec::new();
            $(for (index, record) in batch.$field.iter().enumerate() {
                if record.revision.is_none() {
                    places.push(format!(concat!(stringify!($field), "[{}].revision"), index));
                }
            })+
            places
        }
    };
}

entries! {
    PropertyRecord => properties,
    UnitRecord => units,
    PersonRecord => persons,
    ContractRecord => contracts,
    ContractPersonRecord => contract_persons,
    RentPartRecord => rent_parts,
    BankMandateRecord => bank_mandates,
    ConsumptionValueRecord => consumption_values,
    AccountEntryRecord => account_entries,
}

/// `POST /erp/v1/batch`.
pub async fn batch(State(desk): State<Desk>, request: Request) -> Response {
    told(take(&desk, request, |letter| letter.json(), |path| path).await)
}

/// `POST /erp/v1/persons` and its like.
pub async fn records<R: Entry>(State(desk): State<Desk>, request: Request) -> Response {
    let read = |letter: &Letter| letter.json().map(|sent: Records<R>| R::batch(sent.records));
    let place = |path: String| match path.split_once('[') {
        Some((_, rest)) => format!("records[{rest}"),
        None => path,
    };
    told(take(&desk, request, read, place).await)
}

/// `POST /erp/v1/persons/{reference}/end` and its like.
pub fn end(entity: Entity) -> MethodRouter<Desk> {
    post(
        move |State(desk): State<Desk>, request: Request| async move {
            told(end_one(&desk, request, entity).await)
        },
    )
}

async fn end_one(desk: &Desk, request: Request, entity: Entity) -> Result<Response, Problem> {
    let mut letter = desk.admit(request, Scope::MasterWrite).await?;
    let reference: String = letter.place().await?;
    let EndOf { valid_to, revision } = letter.json()?;
    let end = End {
        entity,
        reference,
        valid_to,
        revision,
    };
    let batch = Batch {
        ends: vec![end],
        ..Batch::default()
    };
    carry_out(desk, &letter, batch).await
}

async fn take(
    desk: &Desk,
    request: Request,
    read: impl FnOnce(&Letter) -> Result<Batch, Problem>,
    place: impl Fn(String) -> String,
) -> Result<Response, Problem> {
    let letter = desk.admit(request, Scope::MasterWrite).await?;
    let batch = read(&letter)?;
    let faults: Vec<BodyFault> = without_revision(&batch)
        .into_iter()
        .map(|path| BodyFault {
            path: place(path),
            reason: "Hier fehlt die Revision des ERP.".to_owned(),
        })
        .collect();
    if !faults.is_empty() {
        return Err(Problem::schema(faults));
    }
    carry_out(desk, &letter, batch).await
}

async fn carry_out(desk: &Desk, letter: &Letter, batch: Batch) -> Result<Response, Problem> {
    let Options { dry_run } = letter.query()?;
    if !dry_run {
        return desk.carry_out(letter, Order::Batch(batch)).await;
    }
    letter.named()?;
    desk.hear(letter).await?;
    let outcome = service::erp::rehearse(&desk.services, &batch).await;
    let outcome = desk.settled(letter, outcome).await?;
    Report::rehearsed(&outcome)
}
