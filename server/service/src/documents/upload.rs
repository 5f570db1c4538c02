//! What staff type into the forms, and the document it becomes.

use bytes::Bytes;
use chrono::NaiveDate;
use domain::document::{
    Audience, DocumentId, DocumentKind, DocumentRefusal, TITLE_MAX, Target, TargetKind, TargetRow,
};
use domain::{Refusal, berlin, typed};
use store::Tx;
use store::document::{self, target};
use uuid::Uuid;

use super::{Documents, NewDocument, keep, provide, recipients};
use crate::Result;
use crate::staff::searched;

/// Targets that a search shows.
const SHOWN: i64 = 20;

/// A form as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// What it is.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: String,
    /// For whom: the kind.
    pub target: String,
    /// For whom: the id.
    pub target_id: String,
    /// The file.
    pub file: Bytes,
}

/// What the forms of one and of many documents have in common.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
}

impl Upload {
    /// Kind, title and day.
    ///
    /// # Errors
    /// What is missing.
    pub(super) fn label(&self) -> Result<Label> {
        let kind = self.kind.parse().ok();
        let title = Some(typed::line(&self.title)).filter(|title| !title.is_empty());
        let dated_on = berlin::typed(&self.dated_on);
        let missing = [
            (kind.is_none(), DocumentRefusal::KindMissing),
            (title.is_none(), DocumentRefusal::TitleMissing),
            (dated_on.is_none(), DocumentRefusal::DateMissing),
            (self.file.is_empty(), DocumentRefusal::FileMissing),
        ];
        let missing = missing
            .into_iter()
            .filter(|(missing, _)| *missing)
            .map(|(_, said)| said.into());
        if let Some(refusal) = Refusal::of(missing.collect()) {
            return Err(refusal.into());
        }
        match (kind, title, dated_on) {
            (Some(kind), Some(title), Some(dated_on)) => {
                let max = TITLE_MAX;
                if title.chars().count() > usize::try_from(max).unwrap_or(usize::MAX) {
                    return Err(Refusal::TextTooLong { max }.into());
                }
                Ok(Label {
                    kind,
                    title,
                    dated_on,
                })
            }
            _ => Err(DocumentRefusal::TitleMissing.into()),
        }
    }

    fn target(&self) -> Result<Target> {
        aimed(&self.target, &self.target_id).ok_or(DocumentRefusal::TargetMissing.into())
    }
}

/// The target that an address or form names.
fn aimed(kind: &str, id: &str) -> Option<Target> {
    let kind: TargetKind = kind.parse().ok()?;
    let id = match id {
        "" => None,
        id => Some(id.parse::<Uuid>().ok()?),
    };
    Target::of(kind, id)
}

impl Documents<'_> {
    /// Provides a document that staff uploaded.
    ///
    /// # Errors
    /// What is wrong with form or file; `Forbidden` for residents.
    pub async fn upload(self, form: Upload) -> Result<DocumentId> {
        self.caller.member()?;
        let (label, target) = (form.label()?, form.target()?);
        let services = &self.caller.services;
        let file = keep(services, form.file).await?;
        let mut tx = services.db().begin().await?;
        named(&mut tx, target).await?;
        let new = NewDocument {
            reference: None,
            kind: label.kind,
            title: label.title,
            dated_on: label.dated_on,
            file,
            target,
            valid_from: None,
            valid_to: None,
            revision: None,
        };
        let provided = provide(self.caller, &mut tx, new).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(provided.id())
    }

    /// For whom a document can be: what a search finds among the targets of a kind.
    ///
    /// # Errors
    /// `SearchTooShort`; `Forbidden` for residents.
    pub async fn targets(self, kind: TargetKind, wanted: &str) -> Result<Vec<TargetRow>> {
        self.caller.member()?;
        let wanted = searched(wanted)?;
        if wanted.is_empty() || kind == TargetKind::All {
            return Ok(Vec::new());
        }
        let mut tx = self.caller.services.db().read().await?;
        let found = target::search(&mut tx, kind, &wanted, SHOWN).await?;
        drop(tx);
        self.listed("targets").await?;
        Ok(found)
    }

    /// How many people would get a document of a kind.
    ///
    /// # Errors
    /// `TargetMissing`, `LeaseForMany`; `Forbidden` for residents.
    pub async fn audience(self, kind: DocumentKind, aim: (TargetKind, &str)) -> Result<Audience> {
        self.caller.member()?;
        let services = &self.caller.services;
        let aim = aimed(aim.0.as_str(), aim.1).ok_or(DocumentRefusal::TargetMissing)?;
        let mut tx = services.db().read().await?;
        let row = named(&mut tx, aim).await?;
        let one = matches!(aim, Target::Person(_) | Target::Contract(_));
        if kind.is_lease() && !one {
            return Err(DocumentRefusal::LeaseForMany.into());
        }
        let (persons, registered) = if one {
            recipients::count(services, &mut tx, kind, aim).await?
        } else {
            let today = services.clock().today();
            document::audience(&mut tx, aim, kind.is_for_owners(), today).await?
        };
        Ok(Audience {
            target: row,
            persons,
            registered,
        })
    }
}

/// Whom or what a target names.
async fn named(tx: &mut Tx, aim: Target) -> Result<TargetRow> {
    let Some(id) = aim.id() else {
        return Ok(TargetRow {
            kind: TargetKind::All,
            id: None,
            name: String::new(),
            reference: String::new(),
        });
    };
    let found = target::by_id(tx, aim.kind(), id).await?;
    found.ok_or(DocumentRefusal::TargetMissing.into())
}
