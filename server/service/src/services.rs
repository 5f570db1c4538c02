//! Everything the use cases work with, in one cheap handle.

use std::sync::Arc;

use delivery::{Courier, LetterBox, Mailer};
use domain::portal::{LegalText, Portal};
use store::Db;
use store::blobs::Blobs;
use tokio::sync::Notify;

use crate::photo::{Limits, PhotoDesk};
use crate::press::Press;
use crate::{Chance, Clock, HashDesk, LegalPage, Result, Settings};

/// The handle; clones share everything.
#[derive(Clone, Debug)]
pub struct Services {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    blobs: Blobs,
    clock: Clock,
    chance: Chance,
    mailer: Mailer,
    letter_box: LetterBox,
    courier: Courier,
    settings: Settings,
    hash_desk: HashDesk,
    photo_desk: PhotoDesk,
    press: Press,
    work: Notify,
}

/// What a portal is made of.
#[derive(Debug)]
pub struct Parts {
    /// Where rows lie.
    pub db: Db,
    /// Where photos lie.
    pub blobs: Blobs,
    /// What time it is.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Chance,
    /// How mails leave.
    pub mailer: Mailer,
    /// Where letters are laid.
    pub letter_box: LetterBox,
    /// How the ERP is reached.
    pub courier: Courier,
    /// What the operator set.
    pub settings: Settings,
}

impl Services {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let Parts {
            db,
            blobs,
            clock,
            chance,
            mailer,
            letter_box,
            courier,
            settings,
        } = parts;
        let (hash_desk, photo_desk) = (HashDesk::default(), PhotoDesk::new(Limits::default()));
        Self {
            inner: Arc::new(Inner {
                db,
                blobs,
                clock,
                chance,
                mailer,
                letter_box,
                courier,
                settings,
                hash_desk,
                photo_desk,
                press: Press::default(),
                work: Notify::new(),
            }),
        }
    }

    /// Where rows lie.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// Where photos lie.
    pub fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }

    /// What time it is.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Where chance comes from.
    pub fn chance(&self) -> &Chance {
        &self.inner.chance
    }

    /// What the operator set.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Where photos are checked.
    pub fn photo_desk(&self) -> &PhotoDesk {
        &self.inner.photo_desk
    }

    /// Name, contacts and address of the portal.
    pub fn portal(&self) -> &Portal {
        &self.inner.settings.portal
    }

    /// The operator's text of a page.
    pub fn legal(&self, page: LegalPage) -> LegalText {
        self.inner.settings.legal.page(page).clone()
    }

    /// Answers when the database does.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn ready(&self) -> Result<()> {
        Ok(self.inner.db.ping().await?)
    }

    pub(crate) fn press(&self) -> &Press {
        &self.inner.press
    }

    pub(crate) fn hash_desk(&self) -> &HashDesk {
        &self.inner.hash_desk
    }

    pub(crate) fn mailer(&self) -> &Mailer {
        &self.inner.mailer
    }

    pub(crate) fn courier(&self) -> &Courier {
        &self.inner.courier
    }

    pub(crate) fn letter_box(&self) -> &LetterBox {
        &self.inner.letter_box
    }

    /// Woken when a transaction with a job was committed.
    pub(crate) fn work(&self) -> &Notify {
        &self.inner.work
    }

    /// An address of the portal: `link("/vorgaenge")`.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.inner.settings.base_url)
    }

    /// A new id of this instant.
    pub(crate) fn id(&self) -> uuid::Uuid {
        self.inner.chance.id(self.inner.clock.now())
    }
}
