//! What is told of a batch: what became of it, and of each of its rows.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::erp::ParcelId;
use http::StatusCode;
use serde::Serialize;
use service::erp::{
    order::Done,
    outcome::{Outcome, RowAnswer, RowResult, Standing},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::problem::Problem;

/// What became of a batch.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Report {
    /// `applied`, `parked` until two people of the manager's have looked, or `refused`.
    pub standing: Standing,
    /// The batch, where it was noted: large ones, and those that are parked.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub batch: Option<ParcelId>,
    /// Why it is parked, in German sentences.
    pub why_parked: Vec<String>,
    /// What became of each row; of more than a thousand rows the faulty ones alone.
    pub rows: Vec<RowAnswer>,
    /// What a rehearsal would change, in German words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<String>,
}

/// What became of a document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentReport {
    /// The portal's key of the document.
    pub document: Uuid,
    /// The ERP's key of it.
    pub reference: String,
    /// What became of it.
    pub result: RowResult,
}

/// Where a change stands after an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeReport {
    /// The command's place in the order.
    pub position: i64,
    /// The change's state, in the portal's words: `wirksam`, `abgelehnt`, …
    pub state: String,
}

/// How many commands are new to the ERP.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AcknowledgedReport {
    /// Up to which place all are there.
    pub position: i64,
    /// How many of them were not acknowledged before.
    pub acknowledged: u64,
}

/// How many events were heard.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventsReport {
    /// All of them, repeated ones included.
    pub accepted: u64,
}

/// The answer that is kept of what came of an order.
pub fn answer(done: &Done) -> (u16, String) {
    match done {
        Done::Batch(outcome) => batch(outcome),
        Done::Document {
            reference,
            document,
            result,
        } => ok(&DocumentReport {
            document: *document,
            reference: reference.clone(),
            result: *result,
        }),
        Done::Acknowledged { position, new } => ok(&AcknowledgedReport {
            position: *position,
            acknowledged: *new,
        }),
        Done::Answered { position, state } => ok(&ChangeReport {
            position: *position,
            state: state.to_string(),
        }),
        Done::Heard(events) => written(StatusCode::ACCEPTED, &EventsReport { accepted: *events }),
    }
}

fn batch(outcome: &Outcome) -> (u16, String) {
    let report = Report::of(outcome);
    match outcome.standing {
        Standing::Applied => ok(&report),
        Standing::Parked => written(StatusCode::ACCEPTED, &report),
        Standing::Refused => (422, Problem::refused(report).text()),
    }
}

fn ok(told: &impl Serialize) -> (u16, String) {
    written(StatusCode::OK, told)
}

fn written(status: StatusCode, told: &impl Serialize) -> (u16, String) {
    // Strings and numbers can always be written.
    (
        status.as_u16(),
        serde_json::to_string(told).unwrap_or_default(),
    )
}

impl Report {
    fn of(outcome: &Outcome) -> Self {
        Self {
            standing: outcome.standing,
            batch: outcome.batch,
            why_parked: outcome.why_parked.clone(),
            rows: outcome.rows.clone(),
            diff: None,
        }
    }

    /// What a rehearsal is told: the same as the batch would be, with what it would change.
    ///
    /// # Errors
    /// 422 for one that would be refused.
    pub fn rehearsed(outcome: &Outcome) -> Result<Response, Problem> {
        let mut report = Self::of(outcome);
        report.diff = Some(outcome.diff.to_string());
        let status = match outcome.standing {
            Standing::Applied => StatusCode::OK,
            Standing::Parked => StatusCode::ACCEPTED,
            Standing::Refused => return Err(Problem::refused(report)),
        };
        Ok((status, Json(report)).into_response())
    }
}
