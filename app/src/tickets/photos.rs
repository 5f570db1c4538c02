//! The photos of a message: small ones that lead to the large ones.

use std::collections::HashMap;

use domain::photo::THUMB_EDGE;
use domain::ticket::{PhotoId, PhotoView, TicketId};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::viewer::{Opened, PhotoViewer};
use super::words::Words;
use crate::browser::keep_opened;
use crate::i18n::*;

/// Where the pictures come from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub enum PhotoSource {
    /// From the server.
    #[default]
    Online,
    /// From this device: addresses of the pictures it keeps.
    Kept(HashMap<PhotoId, String>),
}

/// Which photos stand in one grid, and how they count within the ticket.
pub struct Grid<'a> {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number, for the text of each picture.
    pub number: &'a str,
    /// The photos of this message.
    pub photos: &'a [PhotoView],
    /// Photos in messages before this one.
    pub before: usize,
    /// Photos of the whole ticket.
    pub count: usize,
}

/// The grid; nothing without photos.
pub fn grid(words: Words, grid: &Grid<'_>, source: &PhotoSource) -> Option<AnyView> {
    if grid.photos.is_empty() {
        return None;
    }
    let open = RwSignal::new(None);
    let pictures = grid
        .photos
        .iter()
        .enumerate()
        .map(|(index, photo)| picture(words, grid, grid.before + index + 1, photo, source, open))
        .collect_view();
    Some(
        view! {
            <ul class="photo-grid" role="list">{pictures}</ul>
            <PhotoViewer open/>
        }
        .into_any(),
    )
}

fn picture(
    words: Words,
    grid: &Grid<'_>,
    index: usize,
    photo: &PhotoView,
    source: &PhotoSource,
    open: RwSignal<Option<Opened>>,
) -> AnyView {
    let alt: String = t_string!(
        words,
        tickets.photo_alt,
        index = index,
        count = grid.count,
        number = grid.number.to_owned()
    );
    let (width, height) = small(photo);
    match source {
        PhotoSource::Online => {
            let large = address(grid.ticket, photo.id);
            let src = format!("{large}/klein");
            let opened = Opened {
                src: large.clone(),
                alt: alt.clone(),
            };
            let (ticket, photo) = (grid.ticket, photo.id);
            let id = photo.to_string();
            let look = move |event: MouseEvent| {
                event.prevent_default();
                open.set(Some(opened.clone()));
                spawn_local(keep_opened(ticket, photo));
            };
            view! {
                <li>
                    <a href=large rel="external" data-photo=id on:click=look>
                        <img src=src alt=alt width=width height=height loading="lazy" decoding="async"/>
                    </a>
                </li>
            }
            .into_any()
        }
        PhotoSource::Kept(kept) => match kept.get(&photo.id) {
            Some(src) => {
                view! { <li><img src=src.clone() alt=alt width=width height=height/></li> }
                    .into_any()
            }
            None => {
                let said: String = t_string!(words, offline.photo_missing, number = index);
                view! { <li data-state="missing"><p>{said}</p></li> }.into_any()
            }
        },
    }
}

/// Where the large photo is; the small one has `/klein` behind it.
pub fn address(ticket: TicketId, photo: PhotoId) -> String {
    format!("/vorgaenge/{ticket}/fotos/{photo}")
}

/// Width and height of the small picture, so that nothing jumps when it arrives.
fn small(photo: &PhotoView) -> (u32, u32) {
    let width = u32::try_from(photo.width).unwrap_or(1).max(1);
    let height = u32::try_from(photo.height).unwrap_or(1).max(1);
    let long = width.max(height);
    if long <= THUMB_EDGE {
        return (width, height);
    }
    (
        (width * THUMB_EDGE / long).max(1),
        (height * THUMB_EDGE / long).max(1),
    )
}
