//! The press where PDFs are made for people who wait: one at a time, off the runtime.

use std::sync::Arc;
use std::time::Duration;

use delivery::TicketReceipt;
use domain::Refusal;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::{Error, Result};

/// PDFs made at the same time: each keeps a core busy, and the smallest machine has two.
const PLACES: usize = 1;
/// How long a paper waits for its turn; longer would only collect more.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes papers of all requests, one at a time; clones share the places.
#[derive(Clone, Debug)]
pub struct Press {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(PLACES)),
            patience: PATIENCE,
        }
    }
}

impl Press {
    /// The receipt of a report as PDF.
    ///
    /// # Errors
    /// `Busy` when no place comes free in five seconds; the text does not fit on paper.
    pub async fn receipt(&self, paper: TicketReceipt) -> Result<Vec<u8>> {
        let waiting = timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = waiting else {
            return Err(Refusal::Busy.into());
        };
        let work = spawn_blocking(move || {
            // The place goes with the work: a request that hangs up does not make room for another.
            let _place = place;
            delivery::ticket_receipt(&paper)
        });
        let pdf = work
            .await
            .map_err(|_| Error::Internal("a receipt was cut short"))??;
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

    #[tokio::test]
    async fn a_receipt_is_a_pdf() {
        let pdf = Press::default()
            .receipt(TicketReceipt::sample())
            .await
            .unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
    }
}
