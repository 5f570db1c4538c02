//! A photo, large, above the page: an installed app has no way back from a bare picture. From there the others of the
//! ticket are one step away.

use domain::ticket::{PhotoId, TicketId};
use leptos::ev::KeyboardEvent;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::keep_opened;
use crate::i18n::*;
use crate::ui::icon;
use crate::use_i18n;

/// A photo that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Large {
    /// Which one.
    pub photo: PhotoId,
    /// Its address.
    pub src: String,
    /// What it is.
    pub alt: String,
}

/// The photos of a ticket in their order, and which of them is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Album {
    ticket: TicketId,
    photos: StoredValue<Vec<Large>>,
    open: RwSignal<Option<usize>>,
}

impl Album {
    /// All photos that can be looked at; none is yet.
    pub fn new(ticket: TicketId, photos: Vec<Large>) -> Self {
        Self {
            ticket,
            photos: StoredValue::new(photos),
            open: RwSignal::new(None),
        }
    }

    /// There is nothing to look at.
    pub fn is_empty(self) -> bool {
        self.count() == 0
    }

    /// Opens one.
    pub fn look(self, photo: PhotoId) {
        let place = |photos: &Vec<Large>| photos.iter().position(|large| large.photo == photo);
        self.turn_to(self.photos.with_value(place));
    }

    /// Goes on by so many; behind the last comes the first.
    fn step(self, by: usize) {
        let count = self.count().max(1);
        let open = self.open.get_untracked();
        self.turn_to(open.map(|place| (place + by) % count));
    }

    fn next(self) {
        self.step(1);
    }

    fn previous(self) {
        self.step(self.count().saturating_sub(1));
    }

    fn turn_to(self, place: Option<usize>) {
        self.open.set(place);
        if let Some(large) = self.at(place) {
            spawn_local(keep_opened(self.ticket, large.photo));
        }
    }

    fn at(self, place: Option<usize>) -> Option<Large> {
        self.photos.with_value(|photos| photos.get(place?).cloned())
    }

    fn count(self) -> usize {
        self.photos.with_value(Vec::len)
    }
}

/// Shows the photo that is looked at; Escape and a button close it, arrows and two buttons lead to the others.
#[component]
pub fn PhotoViewer(
    /// The photos.
    album: Album,
) -> impl IntoView {
    let i18n = use_i18n();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if album.open.with(Option::is_some)
            && let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _refused = dialog.show_modal();
        }
    });
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let turn = move |event: KeyboardEvent| match event.key().as_str() {
        // With another key it is the browser's own: back, for instance.
        _ if event.alt_key() || event.ctrl_key() || event.meta_key() => {}
        "ArrowRight" => album.next(),
        "ArrowLeft" => album.previous(),
        _ => {}
    };
    view! {
        <dialog
            class="dialog photo-viewer"
            node_ref=dialog
            aria-label=t_string!(i18n, tickets.photo_large)
            on:close=move |_| album.open.set(None)
            on:keydown=turn
        >
            {move || album.at(album.open.get()).map(|large| view! { <img class="max-h-[75dvh] max-w-full" src=large.src alt=large.alt/> })}
            {(album.count() > 1).then(|| view! { <Turning album/> })}
            <button class="btn btn-secondary" type="button" on:click=close>
                {icon("close")}
                {t_string!(i18n, tickets.photo_close)}
            </button>
        </dialog>
    }
    .into_any()
}

/// The ways to the photos before and behind, and which of them this is.
#[component]
fn Turning(
    /// The photos.
    album: Album,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = album.count();
    let place = Signal::derive(move || {
        let index = album.open.get().unwrap_or_default() + 1;
        t_string!(i18n, tickets.photo_place, index = index, count = count)
    });
    view! {
        <div class="photo-turning">
            <button
                class="icon-btn"
                type="button"
                aria-label=t_string!(i18n, tickets.photo_previous)
                on:click=move |_| album.previous()
            >
                {icon("arrow-left")}
            </button>
            <p role="status">{move || place.get()}</p>
            <button
                class="icon-btn"
                type="button"
                aria-label=t_string!(i18n, tickets.photo_next)
                on:click=move |_| album.next()
            >
                {icon("arrow-right")}
            </button>
        </div>
    }
    .into_any()
}
