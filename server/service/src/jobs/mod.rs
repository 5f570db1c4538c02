//! Jobs: plain data, a name and what to do; enqueued in the transaction that needs them, run by the queue.

mod archive;
mod batch;
mod carry_commands;
mod change_code;
mod change_notice;
mod close_expired;
mod document;
mod email_code;
mod expire_changes;
mod fetch_changed;
mod letter;
mod mail;
mod remind_staff;
mod reset;
mod resume_parcel;
mod rollout;
mod settle_namings;
mod upkeep;
mod watch_folder;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Tx;
use store::job::Job;
use uuid::Uuid;

use crate::{Error, Result, Services};

pub use archive::PackArchive;
pub use batch::WorkBatch;
pub use carry_commands::CarryCommands;
pub use change_code::SendChangeCode;
pub use change_notice::SendChangeNotice;
pub use close_expired::CloseExpired;
pub use document::{ProvideDocument, PublishSet, SplitSet, TellOfDocument};
pub use email_code::SendEmailCode;
pub(crate) use email_code::code_hash;
pub use expire_changes::ExpireChanges;
pub use fetch_changed::FetchChanged;
pub use letter::MakeLetter;
pub use mail::SendMail;
pub use remind_staff::RemindStaff;
pub use reset::SendPasswordReset;
pub use resume_parcel::ResumeParcel;
pub use rollout::BeginRollouts;
pub use settle_namings::SettleNamings;
pub use upkeep::Upkeep;
pub use watch_folder::WatchFolder;

/// Why a job did not succeed, and whether another try may.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Later it may work.
    #[error("{0}")]
    Retry(String),
    /// It never will.
    #[error("{0}")]
    Fail(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        Self::Retry(error.to_string())
    }
}

impl From<store::Error> for JobError {
    fn from(error: store::Error) -> Self {
        Self::Retry(error.to_string())
    }
}

/// A job as an order: what the row holds and what is done with it.
pub trait Order: Serialize + DeserializeOwned + Send + Sync {
    /// Name in the table.
    const NAME: &'static str;

    /// Does it; running it twice shows the person one message. `id` is the row's.
    fn run(
        self,
        services: &Services,
        id: Uuid,
    ) -> impl Future<Output = std::result::Result<(), JobError>> + Send;
}

/// Enqueues an order, due now, in the caller's transaction.
pub(crate) async fn add<O: Order>(services: &Services, tx: &mut Tx, order: &O) -> Result<()> {
    add_at(services, tx, order, services.clock().now()).await
}

/// The same, due at a moment.
pub(crate) async fn add_at<O: Order>(
    services: &Services,
    tx: &mut Tx,
    order: &O,
    due: DateTime<Utc>,
) -> Result<()> {
    let serde_json::Value::Object(data) = serde_json::to_value(order)
        .map_err(|_| Error::Internal("an order could not be written"))?
    else {
        return Err(Error::Internal("an order is not an object"));
    };
    Ok(store::job::add(tx, services.id(), O::NAME, data, due).await?)
}

/// Runs a claimed job by its name.
pub(crate) async fn run(services: &Services, job: Job) -> std::result::Result<(), JobError> {
    match job.name.as_str() {
        SendMail::NAME => order::<SendMail>(services, job).await,
        SendEmailCode::NAME => order::<SendEmailCode>(services, job).await,
        SendPasswordReset::NAME => order::<SendPasswordReset>(services, job).await,
        MakeLetter::NAME => order::<MakeLetter>(services, job).await,
        PackArchive::NAME => order::<PackArchive>(services, job).await,
        SendChangeCode::NAME => order::<SendChangeCode>(services, job).await,
        SendChangeNotice::NAME => order::<SendChangeNotice>(services, job).await,
        ExpireChanges::NAME => order::<ExpireChanges>(services, job).await,
        CloseExpired::NAME => order::<CloseExpired>(services, job).await,
        Upkeep::NAME => order::<Upkeep>(services, job).await,
        WorkBatch::NAME => order::<WorkBatch>(services, job).await,
        ProvideDocument::NAME => order::<ProvideDocument>(services, job).await,
        TellOfDocument::NAME => order::<TellOfDocument>(services, job).await,
        SplitSet::NAME => order::<SplitSet>(services, job).await,
        PublishSet::NAME => order::<PublishSet>(services, job).await,
        BeginRollouts::NAME => order::<BeginRollouts>(services, job).await,
        CarryCommands::NAME => order::<CarryCommands>(services, job).await,
        FetchChanged::NAME => order::<FetchChanged>(services, job).await,
        WatchFolder::NAME => order::<WatchFolder>(services, job).await,
        RemindStaff::NAME => order::<RemindStaff>(services, job).await,
        ResumeParcel::NAME => order::<ResumeParcel>(services, job).await,
        SettleNamings::NAME => order::<SettleNamings>(services, job).await,
        other => Err(JobError::Fail(format!("unknown job {other}"))),
    }
}

async fn order<O: Order>(services: &Services, job: Job) -> std::result::Result<(), JobError> {
    let data = serde_json::Value::Object(job.data.0);
    let order: O =
        serde_json::from_value(data).map_err(|error| JobError::Fail(error.to_string()))?;
    order.run(services, job.id).await
}

/// When a job was asked for, to the millisecond, as its id says.
fn asked_at(services: &Services, id: Uuid) -> DateTime<Utc> {
    id.get_timestamp()
        .map(|stamp| stamp.to_unix())
        .and_then(|(seconds, nanos)| DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos))
        .unwrap_or_else(|| services.clock().now())
}
