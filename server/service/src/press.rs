//! The press where PDFs are made for people who wait: one at a time, off the runtime.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use delivery::{BankNotice, DocumentLetter, LetterError, Mandate, TicketReceipt};
use domain::{AccountId, Refusal};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::{Error, Result};

/// PDFs made at the same time: each keeps a core busy, and the smallest machine has two.
const PLACES: usize = 1;
/// How long a paper waits for its turn; longer would only collect more.
const PATIENCE: Duration = Duration::from_secs(5);
/// Papers of one account in any ten minutes: enough to put all one's reports into a folder, and too few to keep the
/// press from everybody else. Counted here and not in the database, for it is this machine's press.
const TURNS: usize = 15;
const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Makes papers of all requests, one at a time; clones share the places.
#[derive(Clone, Debug)]
pub struct Press {
    places: Arc<Semaphore>,
    patience: Duration,
    turns: Arc<Mutex<HashMap<AccountId, Vec<DateTime<Utc>>>>>,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(PLACES)),
            patience: PATIENCE,
            turns: Arc::default(),
        }
    }
}

impl Press {
    /// Counts a paper that an account asks for.
    ///
    /// # Errors
    /// `Wait` says how long, when it has had its share.
    pub fn take_turn(&self, account: AccountId, now: DateTime<Utc>) -> Result<()> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, taken| {
            taken.retain(|at| *at + WINDOW > now);
            !taken.is_empty()
        });
        let taken = turns.entry(account).or_default();
        if taken.len() < TURNS {
            taken.push(now);
            return Ok(());
        }
        let free = taken.first().map_or(now, |first| *first + WINDOW);
        let seconds = u32::try_from((free - now).num_seconds()).unwrap_or_default() + 1;
        Err(Refusal::Wait { seconds }.into())
    }

    /// The receipt of a report as PDF.
    ///
    /// # Errors
    /// `Busy` when no place comes free in five seconds; the text does not fit on paper.
    pub async fn receipt(&self, paper: TicketReceipt) -> Result<Vec<u8>> {
        self.print(move || delivery::ticket_receipt(&paper)).await
    }

    /// A mandate for SEPA debits as PDF.
    ///
    /// # Errors
    /// As `receipt`.
    pub async fn mandate(&self, paper: Mandate) -> Result<Vec<u8>> {
        self.print(move || delivery::mandate(&paper)).await
    }

    /// The letter that tells of new bank details as PDF.
    ///
    /// # Errors
    /// As `receipt`.
    pub async fn notice(&self, paper: BankNotice) -> Result<Vec<u8>> {
        self.print(move || delivery::bank_notice(&paper)).await
    }

    /// The letter that brings a document as PDF.
    ///
    /// # Errors
    /// As `receipt`.
    pub async fn document_letter(&self, paper: DocumentLetter) -> Result<Vec<u8>> {
        self.print(move || delivery::document_letter(&paper)).await
    }

    async fn print<W>(&self, work: W) -> Result<Vec<u8>>
    where
        W: FnOnce() -> std::result::Result<Vec<u8>, LetterError> + Send + 'static,
    {
        let waiting = timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = waiting else {
            return Err(Refusal::Busy.into());
        };
        let work = spawn_blocking(move || {
            // The place goes with the work: a request that hangs up does not make room for another.
            let _place = place;
            work()
        });
        let pdf = work
            .await
            .map_err(|_| Error::Internal("a paper was cut short"))??;
        Ok(pdf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_paper_without_a_place_is_refused_and_not_kept_waiting() {
        let press = Press {
            patience: Duration::ZERO,
            ..Press::default()
        };
        let _places = press.places.acquire().await.unwrap();
        let refused = press.receipt(TicketReceipt::sample()).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Busy))));
    }

    #[test]
    fn nobody_keeps_the_press_from_the_others() {
        let press = Press::default();
        let [vera, olga] = [1, 2].map(|n| AccountId(uuid::Uuid::from_u128(n)));
        let now: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().unwrap();
        for _ in 0..TURNS {
            press.take_turn(vera, now).unwrap();
        }
        let later = now + TimeDelta::minutes(4);
        assert!(matches!(
            press.take_turn(vera, later),
            Err(Error::Refused(Refusal::Wait { seconds: 361 }))
        ));
        assert!(press.take_turn(olga, later).is_ok());
        assert!(press.take_turn(vera, now + WINDOW).is_ok());
    }

    #[tokio::test]
    async fn a_receipt_is_a_pdf() {
        let pdf = Press::default()
            .receipt(TicketReceipt::sample())
            .await
            .unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
    }
}
