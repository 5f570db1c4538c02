//! The photos of a message: small ones that lead to the large ones.

use std::collections::HashMap;

use domain::photo::THUMB_EDGE;
use domain::ticket::{PhotoId, PhotoView, TicketId, TicketPage};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::viewer::{Album, Large};
use super::words::Words;
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
    /// Where they are looked at large.
    pub album: Album,
}

/// The photos of a ticket that can be looked at large: those that the server has.
pub fn album(
    words: Words,
    page: &TicketPage,
    photos: &[&PhotoView],
    source: &PhotoSource,
) -> Album {
    let ticket = page.row.id;
    let large = match source {
        PhotoSource::Online => (1..)
            .zip(photos)
            .map(|(index, photo)| Large {
                photo: photo.id,
                src: address(ticket, photo.id),
                alt: alt(words, index, photos.len(), &page.row.number),
            })
            .collect(),
        PhotoSource::Kept(_) => Vec::new(),
    };
    Album::new(ticket, large)
}

/// The grid; nothing without photos.
pub fn grid(words: Words, grid: &Grid<'_>, source: &PhotoSource) -> Option<AnyView> {
    if grid.photos.is_empty() {
        return None;
    }
    let pictures = grid
        .photos
        .iter()
        .enumerate()
        .map(|(index, photo)| picture(words, grid, grid.before + index + 1, photo, source))
        .collect_view();
    Some(view! { <ul class="photo-grid" role="list">{pictures}</ul> }.into_any())
}

fn picture(
    words: Words,
    grid: &Grid<'_>,
    index: usize,
    photo: &PhotoView,
    source: &PhotoSource,
) -> AnyView {
    let alt = alt(words, index, grid.count, grid.number);
    let (width, height) = small(photo);
    match source {
        PhotoSource::Online => {
            let large = address(grid.ticket, photo.id);
            let src = format!("{large}/klein");
            let (album, photo) = (grid.album, photo.id);
            let id = photo.to_string();
            let look = move |event: MouseEvent| {
                event.prevent_default();
                album.look(photo);
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

fn alt(words: Words, index: usize, count: usize, number: &str) -> String {
    let number = number.to_owned();
    t_string!(
        words,
        tickets.photo_alt,
        index = index,
        count = count,
        number = number
    )
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
