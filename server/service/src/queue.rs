//! The runner of jobs: claim, run, finish or try again later, stop when asked.

use std::panic::AssertUnwindSafe;
use std::time::Duration as Pause;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use futures::FutureExt;
use store::erp::{batch as parcels, folder};
use store::{batch, job};
use tokio::sync::watch;

use crate::jobs::{
    self, BeginRollouts, CloseExpired, ExpireChanges, JobError, RemindStaff, SettleNamings, Upkeep,
    WatchFolder,
};
use crate::{Result, Services, upkeep};

/// How long a job may take before another worker may try it.
const CLAIM: Duration = Duration::minutes(5);
/// How long the runner sleeps when nobody wakes it.
const NAP: Pause = Pause::from_secs(2);
/// How often the folder of deliveries is looked into.
const LOOK_EVERY: Duration = Duration::minutes(1);
/// Tries before a job is given up; with the waits below about three days.
const TRIES: i64 = 20;

/// Runs the jobs of one process.
#[derive(Debug)]
pub struct Queue {
    services: Services,
    swept_on: Option<NaiveDate>,
    looked_at: Option<DateTime<Utc>>,
}

impl Queue {
    /// A runner for these services.
    pub fn new(services: Services) -> Self {
        Self {
            services,
            swept_on: None,
            looked_at: None,
        }
    }

    /// Frees what a killed portal had in hand, which would else wait for minutes until its claims and holds run out; only for
    /// whoever knows that no other portal works on this database.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn resume(&self) -> Result<()> {
        let mut tx = self.services.db().begin().await?;
        job::free_all(&mut tx).await?;
        batch::let_go_all(&mut tx).await?;
        parcels::let_go_all(&mut tx).await?;
        folder::let_go(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Runs until `stop` says true; the job in hand is finished first.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.sweep().await {
                tracing::error!(%error, "the day could not be begun");
            }
            if let Err(error) = self.tick().await {
                tracing::error!(%error, "the folder of deliveries could not be looked into");
            }
            match self.step().await {
                Ok(true) => {}
                Ok(false) => tokio::select! {
                    () = self.services.work().notified() => {}
                    () = tokio::time::sleep(NAP) => {}
                    _ = stop.changed() => {}
                },
                Err(error) => {
                    tracing::error!(%error, "the queue lost the database");
                    tokio::time::sleep(NAP).await;
                }
            }
        }
    }

    /// Runs everything that is due, as tests do.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn drain(&self) -> Result<()> {
        while self.step().await? {}
        Ok(())
    }

    /// Runs one due job; `false` when there is none.
    async fn step(&self) -> Result<bool> {
        let now = self.services.clock().now();
        let mut tx = self.services.db().begin().await?;
        let claimed = job::claim(&mut tx, now, now + CLAIM).await?;
        tx.commit().await?;
        let Some(job) = claimed else { return Ok(false) };
        let (id, name, attempts) = (job.id, job.name.clone(), job.attempts);
        // A panic must not take the queue along: the job failed, the next one is somebody else's.
        let done = AssertUnwindSafe(jobs::run(&self.services, job))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(JobError::Retry("the job panicked".to_owned())));
        let mut tx = self.services.db().begin().await?;
        match done {
            Ok(()) => job::finish(&mut tx, id).await?,
            Err(JobError::Retry(error)) if attempts < TRIES => {
                tracing::warn!(job = name, %error, attempts, "a job will be tried again");
                job::retry(&mut tx, id, now + back_off(attempts), &error).await?;
            }
            Err(error) => {
                tracing::error!(job = name, %error, attempts, "a job was given up");
                job::bury(&mut tx, id, now, &error.to_string()).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Once a minute: a look into the folder of deliveries, where there is one, by whichever portal is first.
    async fn tick(&mut self) -> Result<()> {
        let now = self.services.clock().now();
        let lately = self.looked_at.is_some_and(|at| now - at < LOOK_EVERY);
        if lately || self.services.settings().erp.folder.is_none() {
            return Ok(());
        }
        let mut tx = self.services.db().begin().await?;
        if folder::begin_minute(&mut tx, now).await? {
            jobs::add(&self.services, &mut tx, &WatchFolder {}).await?;
        }
        tx.commit().await?;
        self.looked_at = Some(now);
        Ok(())
    }

    /// Once a day: the jobs of the day, added by whichever portal is first, and this portal's own letter box.
    async fn sweep(&mut self) -> Result<()> {
        let today = self.services.clock().today();
        if self.swept_on == Some(today) {
            return Ok(());
        }
        let mut tx = self.services.db().begin().await?;
        if job::begin_day(&mut tx, today).await? {
            // First: whoever is named from today on is one of those who get letters.
            jobs::add(&self.services, &mut tx, &SettleNamings {}).await?;
            jobs::add(&self.services, &mut tx, &BeginRollouts {}).await?;
            jobs::add(&self.services, &mut tx, &CloseExpired {}).await?;
            jobs::add(&self.services, &mut tx, &ExpireChanges {}).await?;
            jobs::add(&self.services, &mut tx, &RemindStaff {}).await?;
            jobs::add(&self.services, &mut tx, &Upkeep {}).await?;
        }
        tx.commit().await?;
        self.swept_on = Some(today);
        upkeep::clear_letter_box(&self.services.operator("upkeep")).await
    }
}

/// One minute, doubled with each try, six hours at most.
fn back_off(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    Duration::minutes((1_i64 << doublings).min(360))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_to_six_hours() {
        let minutes: Vec<i64> = [1, 2, 3, 9, 10, 20]
            .into_iter()
            .map(|tries| back_off(tries).num_minutes())
            .collect();
        assert_eq!(minutes, [1, 2, 4, 256, 360, 360]);
    }
}
