//! Choosing photos: one plain file field without script; with it, gallery and camera, previews and early checks.

use domain::photo::{self, ACCEPT, MAX_PHOTOS, PhotoRefusal};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, HtmlInputElement};

use super::sending::Sending;
use super::words::Words;
use crate::browser::pictures::{self, Picture};
use crate::i18n::*;
use crate::ui::{FieldFrame, icon, say, woken};
use crate::use_i18n;

/// The field.
#[component]
pub fn PhotosField(
    /// The form it belongs to.
    sending: Sending,
    /// What makes good photos; empty for the words to residents.
    #[prop(optional, into)]
    hint: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let errors = sending.complaints();
    let error = Signal::derive(move || {
        errors.with(|errors| {
            let wrong = errors.iter().filter(|error| error.field == "photos");
            let said: Vec<_> = wrong.map(|error| error.message.as_str()).collect();
            (!said.is_empty()).then(|| said.join(" "))
        })
    });
    let hint = if hint.is_empty() {
        t_string!(i18n, tickets.photos_hint, count = MAX_PHOTOS)
    } else {
        hint
    };
    let awake = woken();
    view! {
        <FieldFrame name="photos" label=t_string!(i18n, tickets.photos) hint error optional=true>
            {move || {
                if awake.get() {
                    chooser(i18n, sending)
                } else {
                    view! { <input id="photos" name="photos" type="file" accept=ACCEPT multiple aria-describedby="photos-hinweis"/> }
                        .into_any()
                }
            }}
        </FieldFrame>
    }
    .into_any()
}

fn chooser(words: Words, sending: Sending) -> AnyView {
    let preparing = RwSignal::new(false);
    let choose = move |event: Event| take(words, sending, preparing, &event);
    view! {
        <div class="upload">
            <label class="btn btn-secondary">
                {icon("camera")}
                {t_string!(words, tickets.photo_camera)}
                <input type="file" accept="image/*" capture="environment" on:change=choose/>
            </label>
            <label class="btn btn-secondary">
                {icon("photo")}
                {t_string!(words, tickets.photo_gallery)}
                <input id="photos" type="file" accept=ACCEPT multiple on:change=choose aria-describedby="photos-hinweis"/>
            </label>
            <Show when=move || preparing.get()>
                <p class="hint">{t_string!(words, tickets.photo_working)}</p>
            </Show>
        </div>
        <Show when=move || sending.photos.with(|photos| !photos.is_empty())>
            <ul class="photo-grid" role="list">
                {move || {
                    let photos = sending.photos.get();
                    (1..).zip(photos).map(|(index, photo)| preview(words, sending, index, photo)).collect_view()
                }}
            </ul>
        </Show>
    }
    .into_any()
}

fn preview(words: Words, sending: Sending, index: u32, photo: Picture) -> AnyView {
    let alt: String = t_string!(words, tickets.photo_preview, index = index);
    let remove: String = t_string!(words, tickets.photo_remove, index = index);
    let shown = match photo.preview.clone() {
        Some(src) => view! { <img src=src alt=alt/> }.into_any(),
        None => view! { <p class="hint">{photo.name.clone()}</p> }.into_any(),
    };
    let drop = move |_| {
        pictures::release(&photo);
        sending
            .photos
            .update(|photos| photos.retain(|other| other.key != photo.key));
        tell(words, sending);
    };
    view! {
        <li>
            {shown}
            <button class="icon-btn" type="button" aria-label=remove on:click=drop>{icon("close")}</button>
        </li>
    }
    .into_any()
}

/// Takes the chosen files in, one after the other, so that a phone's memory holds only one of them unpacked.
fn take(words: Words, sending: Sending, preparing: RwSignal<bool>, event: &Event) {
    let input: HtmlInputElement = event_target(event);
    let Some(list) = input.files() else { return };
    let mut files: Vec<_> = (0..list.length())
        .filter_map(|index| list.get(index))
        .collect();
    // The same file may be chosen again after it was removed.
    input.set_value("");
    let there = sending.photos.with_untracked(Vec::len);
    let room = usize::try_from(MAX_PHOTOS).unwrap_or_default() - there;
    let too_many = files.len() > room;
    files.truncate(room);
    preparing.set(true);
    spawn_local(async move {
        sending.settle("photos");
        for file in files {
            match checked(&file).await {
                Ok(picture) => sending.photos.update(|photos| photos.push(picture)),
                Err(refusal) => sending.complain("photos", refusal),
            }
        }
        if too_many {
            let text: String = t_string!(words, tickets.photos_rest, max = MAX_PHOTOS);
            sending.complain("photos", text);
        }
        preparing.set(false);
        tell(words, sending);
    });
}

/// A photo that may be sent.
async fn checked(file: &File) -> Result<Picture, PhotoRefusal> {
    let picture = pictures::take(file).await?;
    photo::check_size(&file.name(), pictures::bytes(&picture))
        .inspect_err(|_| pictures::release(&picture))?;
    Ok(picture)
}

fn tell(words: Words, sending: Sending) {
    let count = sending.photos.with_untracked(Vec::len);
    let text: String = t_string!(words, tickets.photo_count, count = count, max = MAX_PHOTOS);
    say(text);
}
