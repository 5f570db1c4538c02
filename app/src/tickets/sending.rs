//! A form that carries photos: a plain post without script; with it, sent in the background with a bar, and nothing
//! that was typed gets lost.

use std::time::Duration;

use domain::Refusal;
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, FormData, HtmlFormElement, HtmlTextAreaElement};

use super::signed_out::SignedOutNotice;
use super::words::Words;
use crate::browser::drafts;
use crate::browser::pictures::{self, Picture};
use crate::browser::upload::{self, Answer};
use crate::i18n::*;
use crate::posted::{FieldError, Posted};
use crate::ui::{ErrorSummary, Progress, Submit, frame, icon, say};
use crate::use_i18n;

/// Quiet time after the last key before a draft is kept.
const PAUSE: Duration = Duration::from_millis(700);

/// What follows when the server has it.
#[derive(Debug, Clone, Copy)]
pub enum After {
    /// Go where the server says.
    Go,
    /// Stay and show the page anew.
    Reload(RwSignal<usize>),
}

/// The state of one form.
#[derive(Debug, Clone, Copy)]
pub struct Sending {
    /// Chosen photos.
    pub photos: RwSignal<Vec<Picture>>,
    /// Characters in the text.
    pub typed: RwSignal<usize>,
    wrong: RwSignal<Vec<FieldError>>,
    percent: RwSignal<Option<u32>>,
    restored: RwSignal<bool>,
    signed_out: RwSignal<bool>,
    last_key: StoredValue<u32>,
    /// Fields that were written in since the form was last sent.
    touched: StoredValue<Vec<String>>,
}

impl Sending {
    fn new(posted: &Posted) -> Self {
        Self {
            photos: RwSignal::new(Vec::new()),
            typed: RwSignal::new(posted.value("text").chars().count()),
            wrong: RwSignal::new(posted.errors.clone()),
            percent: RwSignal::new(None),
            restored: RwSignal::new(false),
            signed_out: RwSignal::new(false),
            last_key: StoredValue::new(0),
            touched: StoredValue::new(Vec::new()),
        }
    }

    /// What is wrong, for the fields.
    pub fn complaints(self) -> Signal<Vec<FieldError>> {
        self.wrong.into()
    }

    /// Says what is wrong, beside what was said before.
    pub fn complain(self, field: &str, message: impl ToString) {
        self.wrong
            .update(|errors| errors.push(FieldError::new(field, message)));
    }

    /// What was wrong with a field is right again, and with those that were written in since it was said.
    pub fn settle(self, field: &str) {
        let touched = self.touched.get_value();
        self.wrong.update(|errors| {
            errors.retain(|error| error.field != field && !touched.contains(&error.field));
        });
    }

    fn touch(self, event: &Event) {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(field) = input.and_then(|input| input.get_attribute("name")) {
            self.touched.update_value(|touched| touched.push(field));
        }
    }

    fn under_way(self) -> Signal<bool> {
        Signal::derive(move || self.percent.with(Option::is_some))
    }

    fn empty(self, form: &HtmlFormElement) {
        form.reset();
        for photo in self.photos.get_untracked() {
            pictures::release(&photo);
        }
        self.photos.set(Vec::new());
        self.typed.set(0);
        self.wrong.set(Vec::new());
        self.restored.set(false);
    }
}

/// What the form holds, ready to be sent; nothing where something is missing, which is then shown.
fn collect(
    sending: Sending,
    form: &HtmlFormElement,
    needed: &[(&'static str, Refusal)],
) -> Option<FormData> {
    let data = FormData::new_with_form(form).ok()?;
    let wrong = missing(&data, needed);
    sending.touched.set_value(Vec::new());
    if !wrong.is_empty() {
        sending.wrong.set(wrong);
        return None;
    }
    data.delete("photos");
    pictures::append(&data, &sending.photos.get_untracked());
    sending.wrong.set(Vec::new());
    sending.percent.set(Some(0));
    Some(data)
}

/// A form that is posted to `address` with its photos.
#[component]
pub fn SendForm<F>(
    /// Where it is posted to.
    address: String,
    /// `form` or `composer`.
    class: &'static str,
    /// Marks the form: sent twice, it counts once.
    client_ref: Uuid,
    /// What came back from a plain post.
    posted: Posted,
    /// What follows.
    after: After,
    /// The button: a verb.
    label: &'static str,
    /// The button's icon.
    #[prop(default = "send")]
    sign: &'static str,
    /// Name under which the device keeps what was typed.
    draft: String,
    /// Fields that must not be empty, and what is said if they are.
    #[prop(optional)]
    needed: Vec<(&'static str, Refusal)>,
    /// The fields.
    content: F,
) -> impl IntoView
where
    F: FnOnce(Sending) -> AnyView,
{
    let i18n = use_i18n();
    let sending = Sending::new(&posted);
    let form = NodeRef::<Form>::new();
    let account = drafts::allowed(frame().me.as_ref());
    let draft = StoredValue::new(draft);
    let navigate = use_navigate();
    let first = posted.fields.is_empty();

    if let (Some(account), true) = (account, first) {
        bring_back(i18n, sending, form, draft, account);
    }
    let on_input = move |event: Event| {
        sending.touch(&event);
        if let Some(form) = form.get_untracked() {
            sending.typed.set(length(&form));
            if let Some(account) = account {
                keep_soon(sending, form, draft, account);
            }
        }
    };
    let target = address.clone();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.get_untracked() else {
            return;
        };
        if sending.percent.get_untracked().is_some() {
            return;
        }
        let Some(data) = collect(sending, &form, &needed) else {
            return;
        };
        let (target, navigate, name) = (target.clone(), navigate.clone(), draft.get_value());
        spawn_local(async move {
            let tell = move |percent| sending.percent.set(Some(percent));
            let answer = upload::send(&target, &data, tell).await;
            sending.percent.set(None);
            if let Answer::Done(url) = answer {
                drafts::drop(&name).await;
                sending.empty(&form);
                match after {
                    After::Go => navigate(&url, NavigateOptions::default()),
                    After::Reload(changes) => {
                        changes.update(|count| *count += 1);
                        say(t_string!(i18n, tickets.reply_done));
                    }
                }
            } else {
                sending.signed_out.set(answer == Answer::SignIn);
                sending.wrong.set(troubles(i18n, answer));
            }
        });
    };
    view! {
        <form
            class=class
            method="post"
            action=address
            enctype="multipart/form-data"
            novalidate
            node_ref=form
            on:input=on_input
            on:submit=on_submit
        >
            <SignedOutNotice shown=sending.signed_out/>
            <ErrorSummary errors=sending.complaints()/>
            <RestoredNotice sending form draft/>
            <input type="hidden" name="client_ref" value=client_ref.to_string()/>
            {author()}
            {content(sending)}
            <Way sending/>
            <div class="actions"><Submit label=label sign=sign pending=sending.under_way()/></div>
        </form>
    }
    .into_any()
}

/// Puts what the device has kept of the form back into it.
fn bring_back(
    words: Words,
    sending: Sending,
    form: NodeRef<Form>,
    draft: StoredValue<String>,
    account: domain::AccountId,
) {
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            let name = draft.get_value();
            spawn_local(async move {
                if drafts::restore(&form, &name, account).await {
                    sending.typed.set(length(&form));
                    sending.restored.set(true);
                    say(t_string!(words, tickets.draft_restored));
                }
            });
        }
    });
}

/// Under whom it is written. The server compares: another tab may have signed in somebody else meanwhile.
fn author() -> Option<AnyView> {
    let me = frame().me?;
    let author = view! { <input type="hidden" name="account" value=me.account.to_string()/> };
    Some(author.into_any())
}

/// The bar while it is on its way.
#[component]
fn Way(
    /// The form.
    sending: Sending,
) -> impl IntoView {
    let i18n = use_i18n();
    let percent = Signal::derive(move || sending.percent.get().unwrap_or_default());
    let text = Signal::derive(move || match percent.get() {
        100.. => t_string!(i18n, tickets.uploading_end).to_owned(),
        percent => t_string!(i18n, tickets.uploading, percent = percent).to_string(),
    });
    // Not every percent: a reader would never finish.
    let quarter = Memo::new(move |_| sending.percent.get().map(|percent| percent / 25));
    Effect::new(move |_| {
        if quarter.get().is_some() {
            say(text.get_untracked());
        }
    });
    view! {
        <Show when=move || sending.percent.with(Option::is_some)>
            <Progress id="fortschritt" text percent/>
        </Show>
    }
    .into_any()
}

/// Says that a draft is back, and throws it away on request.
#[component]
fn RestoredNotice(
    /// The form's state.
    sending: Sending,
    /// The form.
    form: NodeRef<Form>,
    /// Its draft.
    draft: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let discard = move |_| {
        if let Some(form) = form.get_untracked() {
            sending.empty(&form);
            let name = draft.get_value();
            spawn_local(async move { drafts::drop(&name).await });
        }
    };
    view! {
        <Show when=move || sending.restored.get()>
            <div class="notice" data-tone="info">
                {icon("edit")}
                <div>
                    <strong>{t_string!(i18n, tickets.draft_restored)}</strong>
                    " "
                    <p>{t_string!(i18n, tickets.draft_photos)}</p>
                    <div class="actions">
                        <button class="btn btn-quiet" type="button" on:click=discard>
                            {t_string!(i18n, tickets.draft_discard)}
                        </button>
                    </div>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

fn keep_soon(
    sending: Sending,
    form: HtmlFormElement,
    draft: StoredValue<String>,
    account: domain::AccountId,
) {
    sending
        .last_key
        .update_value(|count| *count = count.wrapping_add(1));
    let mine = sending.last_key.get_value();
    set_timeout(
        move || {
            if sending.last_key.try_get_value() == Some(mine) {
                let name = draft.get_value();
                spawn_local(async move { drafts::save(&form, &name, account).await });
            }
        },
        PAUSE,
    );
}

/// Characters in the field "text".
fn length(form: &HtmlFormElement) -> usize {
    form.query_selector("[name=text]")
        .ok()
        .flatten()
        .and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok())
        .map_or(0, |field| field.value().chars().count())
}

/// Asked before photos travel for nothing; the server asks again.
fn missing(data: &FormData, needed: &[(&'static str, Refusal)]) -> Vec<FieldError> {
    needed
        .iter()
        .filter(|(name, _)| {
            let value = data.get(name).as_string().unwrap_or_default();
            value.trim().is_empty()
        })
        .map(|(name, refusal)| FieldError::new(*name, refusal))
        .collect()
}

fn troubles(words: Words, answer: Answer) -> Vec<FieldError> {
    let text = match answer {
        Answer::Wrong(errors) => return errors,
        // The notice above the form says it, with the way in.
        Answer::SignIn => return Vec::new(),
        Answer::Offline => t_string!(words, tickets.send_failed),
        Answer::Broken | Answer::Done(_) => t_string!(words, tickets.send_failed_server),
    };
    vec![FieldError::new("", text)]
}
