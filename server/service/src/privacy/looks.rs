//! "Wer hat meine Daten angesehen": the log's lines of staff who read, in the order they happened.

use domain::privacy::{Look, LookList, LookedAt};
use domain::ticket::inbox::PAGE;
use store::privacy;

use super::Privacy;
use crate::Result;
use crate::tickets::pages;

impl Privacy<'_> {
    /// A page of the looks at the caller's data, the newest first.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn looks(self, page: i64) -> Result<LookList> {
        let me = self.caller.resident()?;
        let mut tx = self.caller.services.db().read().await?;
        let count = privacy::count_looks(&mut tx, me.person).await?;
        let (page, pages) = pages(page, count);
        let found = privacy::looks(&mut tx, me.person, (page - 1) * PAGE, PAGE).await?;
        Ok(LookList {
            rows: found.into_iter().map(view).collect(),
            count,
            page,
            pages,
        })
    }
}

/// A look as the person reads it.
pub(super) fn view(found: privacy::Look) -> Look {
    Look {
        at: found.at,
        times: found.times,
        name: found.name.unwrap_or_default(),
        what: LookedAt::of(found.action, &found.object_kind),
        number: found.number.unwrap_or_default(),
    }
}
