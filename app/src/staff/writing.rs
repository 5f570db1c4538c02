//! What staff write: a reply, which the person reads, and a note, which only staff read. They look different.

use domain::berlin;
use domain::photo::MAX_PHOTOS;
use domain::ticket::TicketPage;
use domain::ticket::report::TEXT_MAX;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::desk::Doing;
use crate::i18n::*;
use crate::tickets::photos_field::PhotosField;
use crate::tickets::sending::{After, SendForm};
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, Notice, Submit, TextArea, Tone, icon};

/// Who reads what staff write and gets a mail about it.
pub fn readers(words: Words, ticket: &TicketPage) -> String {
    let name = ticket.row.reporter.clone();
    if ticket.shared {
        t_string!(words, staff.reply_names_shared, name = name)
    } else {
        name
    }
}

/// What becomes of a reply where nobody can answer it any more.
fn ended(words: Words, sheet: &Sheet<TicketPage>) -> Option<AnyView> {
    let ticket = &sheet.page;
    let name = ticket.row.reporter.clone();
    let until = ticket.reopen_until.filter(|day| *day >= sheet.today);
    let text: String = match until.map(berlin::short_date) {
        _ if ticket.row.state.is_open() => return None,
        Some(date) => t_string!(words, staff.reply_ended_until, name = name, date = date),
        None => t_string!(words, staff.reply_ended, name = name),
    };
    Some(view! { <p class="hint">{text}</p> }.into_any())
}

/// The reply; who reads it stands above the button.
pub fn reply(words: Words, sheet: &Sheet<TicketPage>, doing: Doing) -> Option<AnyView> {
    let ticket = &sheet.page;
    if !ticket.can_reply {
        return None;
    }
    let before = doing.posted.get_value();
    let name = ticket.row.reporter.clone();
    let readers: String = if ticket.shared {
        let names = readers(words, ticket);
        t_string!(words, staff.reply_to, names = names)
    } else {
        t_string!(words, staff.reply_to_one, name = name)
    };
    let photos: String = t_string!(words, staff.photos_hint, count = MAX_PHOTOS);
    let form = view! {
        <section class="section" aria-labelledby="antworten">
            <div class="section-head"><h2 id="antworten">{t_string!(words, staff.reply)}</h2></div>
            <Show when=move || doing.replied()>
                <Notice tone=Tone::Ok title=t_string!(words, tickets.reply_done)>""</Notice>
            </Show>
            {ended(words, sheet)}
            <SendForm
                address=format!("/vorgaenge/{}/antwort", ticket.row.id)
                class="composer"
                client_ref=sheet.client_ref
                posted=before
                after=After::Reload(doing.replies)
                label=t_string!(words, staff.reply_send)
                draft=format!("antwort/{}", ticket.row.id)
                content=move |sending| {
                    view! {
                        <TextArea
                            name="text"
                            label=t_string!(words, staff.reply_label)
                            errors=sending.complaints()
                            rows=5
                            maxlength=TEXT_MAX
                        />
                        <PhotosField sending hint=photos/>
                        <p class="person-line">{icon("person")}{readers}</p>
                    }
                    .into_any()
                }
            />
        </section>
    };
    Some(form.into_any())
}

/// The note.
pub fn note(words: Words, ticket: &TicketPage, doing: Doing) -> AnyView {
    let id = ticket.row.id.to_string();
    view! {
        <section class="section" aria-labelledby="notieren">
            <div class="section-head"><h2 id="notieren">{t_string!(words, staff.note)}</h2></div>
            <ActionForm action=doing.note attr:class="composer" attr:data-kind="note">
                <ErrorSummary errors=doing.note_wrong/>
                <input type="hidden" name="id" value=id/>
                <TextArea
                    name="note"
                    label=t_string!(words, staff.note_label)
                    hint=t_string!(words, staff.note_hint)
                    errors=doing.note_wrong
                    rows=3
                    maxlength=TEXT_MAX
                />
                <div class="actions">
                    <Submit
                        label=t_string!(words, staff.note_save)
                        pending=doing.note.pending()
                        kind="btn-secondary"
                        sign="note"
                    />
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
