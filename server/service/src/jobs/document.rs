//! What happens with documents after the transaction that brought them.

use domain::document::{DocumentId, SetId};
use domain::{AccountId, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, add};
use crate::{Error, Services, documents};

/// The order: who is to stand in a document's ledger, from which person on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProvideDocument {
    /// The document.
    pub document: DocumentId,
    /// The last person who was looked at.
    pub after: Option<PersonId>,
}

impl Order for ProvideDocument {
    const NAME: &'static str = "provide_document";

    async fn run(self, services: &Services, _id: Uuid) -> Result<(), JobError> {
        documents::provide_piece(services, self.document, self.after).await?;
        Ok(())
    }
}

/// The order: of which document people are to be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfDocument {
    /// The document.
    pub document: DocumentId,
}

impl Order for TellOfDocument {
    const NAME: &'static str = "tell_of_document";

    async fn run(self, services: &Services, _id: Uuid) -> Result<(), JobError> {
        documents::tell(services, self.document).await?;
        Ok(())
    }
}

/// The order: which file for many persons is to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SplitSet {
    /// The file.
    pub set: SetId,
}

impl Order for SplitSet {
    const NAME: &'static str = "split_set";

    async fn run(self, services: &Services, _id: Uuid) -> Result<(), JobError> {
        if documents::split(services, self.set).await? {
            let mut tx = services.db().begin().await?;
            add(services, &mut tx, &self).await?;
            tx.commit().await.map_err(Error::from)?;
        }
        Ok(())
    }
}

/// The order: which file for many persons is to become their documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublishSet {
    /// The file.
    pub set: SetId,
    /// Who of staff said so.
    pub account: AccountId,
    /// Parts that stay out.
    pub left_out: Vec<i64>,
}

impl Order for PublishSet {
    const NAME: &'static str = "publish_set";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let caller = services.queue(&id.to_string());
        documents::publish_set(&caller, self.set, self.account, &self.left_out).await?;
        Ok(())
    }
}
