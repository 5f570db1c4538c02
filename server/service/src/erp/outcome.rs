//! What became of a parcel, as a whole and row by row.

use domain::erp::{Entity, ParcelId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::import::Diff;

/// What is wrong with a field of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// The field; none where the row as a whole is meant.
    pub field: Option<String>,
    /// What is wrong and what is expected, in German.
    pub reason: String,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowResult {
    /// The portal did not have it.
    Created,
    /// The portal had something else.
    Updated,
    /// The portal has it already.
    Unchanged,
    /// The portal has the same revision of it, or a later one: nothing was changed.
    StaleIgnored,
    /// It has a last day now.
    Ended,
    /// It cannot be taken, and nothing of the parcel was.
    Faulty,
}

/// The answer to a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowAnswer {
    /// What it is.
    #[schema(value_type = String, example = "person")]
    pub entity: Entity,
    /// Its place in its list, from 0; of an end, its place in the list of ends.
    pub index: u32,
    /// The ERP's key.
    pub reference: String,
    /// What became of it.
    pub result: RowResult,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// What became of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is in effect.
    Applied,
    /// It waits for two people; nothing was changed.
    Parked,
    /// Something is wrong with it; nothing was changed.
    Refused,
}

/// What became of a parcel, with its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Outcome {
    /// Its id, where it was noted: large ones, and those that are parked.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub batch: Option<ParcelId>,
    /// As a whole.
    pub standing: Standing,
    /// Row by row; of more than a thousand rows the faulty ones alone, and of those the first thousand.
    pub rows: Vec<RowAnswer>,
    /// What it changes, in words.
    #[serde(skip)]
    #[schema(ignore)]
    pub diff: Diff,
    /// Why it is parked, in German.
    pub why_parked: Vec<String>,
}
