//! The resident's home page.

use domain::home::HomePage;
use domain::ticket::{NextActor, State, TicketRow, waiting_first};
use store::ticket::list;

use crate::tickets::left;
use crate::tickets::show::row;
use crate::{Caller, Result, contracts, documents};

/// Tickets looked at for the home page: more than anybody has open.
const LOOK: i64 = 50;

impl Caller {
    /// Greeting, what waits for the person, open tickets, new documents, contacts; of the chosen contract where there is one.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn home(&self) -> Result<HomePage> {
        let me = self.resident()?;
        let mut tx = self.services.db().read().await?;
        let reach = me.view();
        let rows = list::page(&mut tx, &reach, true, 0, LOOK).await?;
        let (open_count, _) = list::counts(&mut tx, &reach).await?;
        let nearest = me.chosen.or_else(|| me.running.first().copied());
        let contacts = contracts::contacts(self, &mut tx, nearest).await?;
        let waits =
            |row: &TicketRow| row.next == NextActor::Resident || row.state == State::Appointment;
        let mut important = Vec::new();
        let mut open = Vec::new();
        for found in rows {
            // What can no longer be answered waits for nobody.
            let answerable = me.running.contains(&found.contract_id);
            let row = row(left::line(&mut tx, me, found).await?, false);
            if answerable && waits(&row) {
                important.push(row.clone());
            }
            open.push(row);
        }
        let (fresh, new_documents) = documents::news(self, &mut tx, me).await?;
        waiting_first(&mut important);
        waiting_first(&mut open);
        open.truncate(3);
        Ok(HomePage {
            name: me.name.clone(),
            contracts: me.contracts.clone(),
            chosen: me.chosen().cloned(),
            important,
            open,
            open_count,
            documents: fresh,
            new_documents,
            contacts,
        })
    }
}
