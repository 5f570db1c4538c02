//! The bytes of a photo, under the same policy as its ticket.

use bytes::Bytes;
use domain::TicketId;
use domain::audit::{Action, AuditResult};
use domain::ticket::PhotoId;
use store::ticket::{entry, photo};

use super::{Tickets, left, show};
use crate::policy::{Relation, Right};
use crate::trail::Object;
use crate::{Error, Result};

impl Tickets<'_> {
    /// A photo of this ticket as JPEG; the large one, looked at by staff, is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` where ticket or photo is not the caller's, or the photo hangs on another ticket.
    pub async fn photo(self, ticket: TicketId, wanted: PhotoId, small: bool) -> Result<Bytes> {
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let (mut found, relation) =
            super::read(self.caller, &mut tx, ticket, Right::SeeTicket).await?;
        let staff = relation == Relation::Staff;
        let mut photos = photo::of_ticket(&mut tx, ticket, staff).await?;
        if let Some(last_day) = show::last_day(self.caller, relation, &found) {
            let (account, _) = self.caller.account()?;
            let mut lines = entry::timeline(&mut tx, ticket, staff).await?;
            left::turn_back(&mut found, &mut lines, account, last_day);
            photos.retain(|photo| {
                let sent_with = Some(photo.message_id);
                lines.iter().any(|line| line.message_id == sent_with)
            });
        }
        drop(tx);
        let found = photos
            .into_iter()
            .find(|photo| photo.id == wanted)
            .ok_or(Error::NotFound)?;
        if staff && !small {
            let mut tx = services.db().begin().await?;
            self.caller
                .trail(
                    &mut tx,
                    Action::PhotoSeen,
                    Object::Ticket(ticket.0),
                    AuditResult::Done,
                )
                .await?;
            tx.commit().await?;
        }
        let name = if small {
            &found.thumb_sha256
        } else {
            &found.photo_sha256
        };
        services
            .blobs()
            .get(name)
            .await?
            .ok_or(Error::Internal("a photo's blob is missing"))
    }
}
