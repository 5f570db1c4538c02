//! The demo's photos: drawn once each, sent through the same check as any upload, stored as blobs.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};

use super::DemoTicket;
use crate::photo::{self, Checked, Limits};
use crate::{Error, Result, Services};
use ::photo::painted::{PhotoKind, draw};

/// Kind and seed.
type Motif = (PhotoKind, u64);

/// Drawn at the same time: as many as the smallest machine has cores.
const AT_ONCE: usize = 2;

/// All motifs of the tickets, stored under their hash.
pub(super) async fn hang(
    services: &Services,
    tickets: &[DemoTicket],
) -> Result<HashMap<Motif, Checked>> {
    let motifs: HashSet<Motif> = tickets
        .iter()
        .flat_map(|ticket| ticket.photos.iter().copied())
        .collect();
    stream::iter(motifs)
        .map(|motif| async move {
            let checked = picture(motif).await?;
            services
                .blobs()
                .put(&checked.photo_sha256, Bytes::from(checked.photo.clone()))
                .await?;
            services
                .blobs()
                .put(&checked.thumb_sha256, Bytes::from(checked.thumb.clone()))
                .await?;
            Ok((motif, checked))
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

async fn picture((kind, seed): Motif) -> Result<Checked> {
    let drawn = move || photo::check("Demo.jpg", &draw(kind, seed), &Limits::default());
    let checked = tokio::task::spawn_blocking(drawn)
        .await
        .map_err(|_| Error::Internal("a drawing was cut short"))?;
    Ok(checked?)
}
