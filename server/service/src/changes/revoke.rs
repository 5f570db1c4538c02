//! "Das war ich nicht": the link in the old mailbox calls a request back. Opening it uses nothing up; only the button does.

use domain::Refusal;
use domain::change::{ChangeState, ChangeStep};
use domain::ticket::Side;
use store::{change as rows, session};

use super::{Changes, course, held, mail};
use crate::Result;
use crate::caller::hash;

impl Changes<'_> {
    /// Calls a request back and signs all devices out, for somebody who knows the password sits at one of them. A second
    /// press finds it done.
    ///
    /// # Errors
    /// `RevokeLinkInvalid`, `ChangeEffective` where it is too late.
    pub async fn revoke(self, token: &str) -> Result<()> {
        let services = &self.caller.services;
        let token = hash(token.rsplit("#t=").next().unwrap_or(token).trim());
        let mut tx = services.db().begin().await?;
        let id = rows::by_revoke(&mut tx, &token, services.clock().now()).await?;
        let mut found = held(&mut tx, id.ok_or(Refusal::RevokeLinkInvalid)?).await?;
        match found.state {
            ChangeState::Effective => return Err(Refusal::ChangeEffective.into()),
            over if !over.is_open() => return Ok(()),
            _ => {}
        }
        let step = ChangeStep::Withdraw;
        course::take(self.caller, &mut tx, &mut found, step, Side::Resident).await?;
        session::end_all(&mut tx, found.account_id).await?;
        mail::news(services, &mut tx, &found).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }
}
