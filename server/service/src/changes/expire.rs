//! Requests whose new mailbox never answered come to an end by themselves.

use domain::change::{ChangeState, ChangeStep};
use domain::ticket::Side;
use store::change as rows;

use super::{course, held, mail};
use crate::{Caller, Result};

/// Ends requests that nobody proved in time; how many.
///
/// # Errors
/// The database is gone.
pub(crate) async fn expire(caller: &Caller) -> Result<u32> {
    let services = &caller.services;
    let now = services.clock().now();
    let due = rows::unproved(&mut services.db().read().await?, now).await?;
    let mut ended = 0;
    for id in due {
        let mut tx = services.db().begin().await?;
        let mut found = held(&mut tx, id).await?;
        if found.state != ChangeState::Requested {
            continue;
        }
        let step = ChangeStep::Expire;
        course::take(caller, &mut tx, &mut found, step, Side::System).await?;
        mail::news(services, &mut tx, &found).await?;
        tx.commit().await?;
        ended += 1;
    }
    Ok(ended)
}
