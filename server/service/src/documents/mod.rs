//! Documents: provided to whoever they are for, told of, opened, taken back.

mod desk;
mod file;
mod letter;
mod list;
mod notice;
pub mod pdf;
mod provide;
mod recipients;
mod serial;
mod upload;

use domain::document::Tenancy;
use domain::{PersonId, contract};
use store::{Tx, document};

pub use file::OpenedFile;
pub(crate) use file::file_name;
pub(crate) use list::{news, seen};
pub(crate) use notice::tell;
pub use provide::{NewDocument, Provided, StoredFile, keep, provide, withdraw};
pub(crate) use recipients::{is_for, provide_piece};
pub(crate) use serial::{publish as publish_set, split};
pub use upload::Upload;

use crate::{Caller, Result, Services};

/// Documents, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Documents<'a> {
    pub(crate) caller: &'a Caller,
}

impl Documents<'_> {
    /// Lets staff through and nobody else.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for residents.
    pub fn only_staff(self) -> Result<()> {
        self.caller.member().map(drop)
    }
}

/// The contracts of a person that can still be read.
pub(crate) async fn tenancies(
    services: &Services,
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<Tenancy>> {
    let (today, months) = (
        services.clock().today(),
        services.settings().security.past_months,
    );
    let mut all = document::tenancies(tx, person).await?;
    all.retain(|one| {
        let over = one.ends_on.filter(|end| *end < today);
        over.is_none_or(|end| today <= contract::readable_until(end, months))
    });
    Ok(all)
}
