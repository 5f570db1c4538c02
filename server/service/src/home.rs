//! The resident's home page.

use domain::home::HomePage;
use domain::ticket::{NextActor, State, TicketRow};
use store::ticket::list;

use crate::tickets::show::row;
use crate::{Caller, Result, contracts};

/// Tickets looked at for the home page: more than anybody has open.
const LOOK: i64 = 50;

impl Caller {
    /// Greeting, what waits for the person, open tickets, contacts.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn home(&self) -> Result<HomePage> {
        let me = self.resident()?;
        let mut tx = self.services.db().read().await?;
        let reach = me.reach();
        let rows = list::page(&mut tx, &reach, true, 0, LOOK).await?;
        let (open_count, _) = list::counts(&mut tx, &reach).await?;
        let contacts = contracts::contacts(self, &mut tx, me.running.first().copied()).await?;
        let open: Vec<TicketRow> = rows.into_iter().map(|found| row(found, false)).collect();
        let waits =
            |row: &&TicketRow| row.next == NextActor::Resident || row.state == State::Appointment;
        Ok(HomePage {
            name: me.name.clone(),
            contracts: me.contracts.clone(),
            important: open.iter().filter(waits).cloned().collect(),
            open: open.into_iter().take(3).collect(),
            open_count,
            contacts,
        })
    }
}
