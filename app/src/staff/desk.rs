//! One ticket on the desk: what it says, what is known, what can be done.

use domain::Refusal;
use domain::ticket::{TicketId, TicketPage};
use leptos::form::ActionForm;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

use super::{api, moving, sentence, writing};
use crate::AppError;
use crate::access::tel;
use crate::i18n::*;
use crate::posted::{FieldError, Posted, posted};
use crate::tickets::actions::say_when_done;
use crate::tickets::api::Step;
use crate::tickets::photos::PhotoSource;
use crate::tickets::row::urgent;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::tickets::{facts, receipt, timeline};
use crate::ui::{Fact, Head, Submit, complaints, icon};
use crate::use_i18n;

/// What staff do on this page; each change brings it anew.
#[derive(Clone, Copy)]
pub struct Doing {
    /// Moves the ticket.
    pub step: ServerAction<Step>,
    /// Writes a note.
    pub note: ServerAction<api::Note>,
    /// Replies sent.
    pub replies: RwSignal<usize>,
    /// The step chosen in the form.
    pub chosen: RwSignal<String>,
    /// A reply that came back from a plain post.
    pub posted: StoredValue<Posted>,
    /// What was wrong with the step.
    pub step_wrong: Signal<Vec<FieldError>>,
    /// What was wrong with the note.
    pub note_wrong: Signal<Vec<FieldError>>,
    assign: ServerAction<api::Assign>,
    /// Replies sent before this ticket was opened.
    told: RwSignal<usize>,
    /// The ticket on the desk, and which of the two sides of the desk it lies on.
    lies: StoredValue<(Option<TicketId>, bool)>,
}

impl Doing {
    /// Nothing done yet.
    pub fn new() -> Self {
        let step = ServerAction::<Step>::new();
        let note = ServerAction::<api::Note>::new();
        say_when_done(step);
        let before = posted();
        let chosen = RwSignal::new(before.value("kind"));
        empty_when_done(step, chosen);
        Self {
            step,
            note,
            replies: RwSignal::new(0),
            chosen,
            posted: StoredValue::new(before),
            step_wrong: refused(step),
            note_wrong: complaints(note, note_field),
            assign: ServerAction::new(),
            told: RwSignal::new(0),
            lies: StoredValue::new((None, false)),
        }
    }

    /// The last step was taken, and nothing was done wrong since.
    pub fn moved(self) -> bool {
        let value = self.step.value();
        value.with(|value| matches!(value, Some(Ok(()))))
    }

    /// A reply has left since the ticket was opened.
    pub fn replied(self) -> bool {
        self.replies.get() > self.told.get()
    }

    /// Another ticket begins with nothing typed, nothing chosen and nothing said: its desk is made anew, which tells of
    /// one by the side that it lies on.
    pub fn side_of(self, id: TicketId) -> bool {
        let (before, side) = self.lies.get_value();
        if before == Some(id) {
            return side;
        }
        let side = before.is_some() && !side;
        if before.is_some() {
            self.step.clear();
            self.note.clear();
            self.chosen.set(String::new());
            self.posted.set_value(Posted::default());
            self.told.set(self.replies.get_untracked());
        }
        self.lies.set_value((Some(id), side));
        side
    }

    /// How often something was done.
    pub fn changes(&self) -> usize {
        self.step.version().get()
            + self.note.version().get()
            + self.assign.version().get()
            + self.replies.get()
    }
}

/// What was wrong with a step. One that came too late is told beside the state that came before it.
fn refused(step: ServerAction<Step>) -> Signal<Vec<FieldError>> {
    let i18n = use_i18n();
    let wrong = complaints(step, moving::field);
    let late = move || {
        let refused = AppError::Refused(Refusal::StepNotAllowed);
        let value = step.value();
        value.with(|value| matches!(value, Some(Err(error)) if *error == refused))
    };
    Signal::derive(move || {
        if late() {
            vec![FieldError::new("", t_string!(i18n, staff.move_late))]
        } else {
            wrong.get()
        }
    })
}

/// The form of the next step begins empty.
fn empty_when_done(step: ServerAction<Step>, chosen: RwSignal<String>) {
    Effect::new(move |_| {
        if step.value().with(|value| matches!(value, Some(Ok(())))) {
            chosen.set(String::new());
            let field = document().get_element_by_id("kind");
            let form = field.and_then(|field| field.closest("form").ok().flatten());
            if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
                form.reset();
            }
        }
    });
}

const fn note_field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NothingWritten | Refusal::TextTooLong { .. } => "note",
        _ => "",
    }
}

/// The desk with one ticket; `back` is the list, for phones.
pub fn desk(words: Words, sheet: &Sheet<TicketPage>, back: String, doing: Doing) -> AnyView {
    let ticket = &sheet.page;
    let number = t_string!(words, tickets.number, number = ticket.row.number.clone());
    view! {
        <a class="back-link lg:hidden" href=back>{icon("arrow-left")}{t_string!(words, staff.back)}</a>
        <Head title=ticket.row.title.clone() eyebrow=number.to_string()/>
        <div class="toolbar items-center">
            {ticket.row.urgent.then(|| urgent(words))}
            {assign(words, ticket, doing)}
        </div>
        <div class="desk-columns">
            <div class="min-w-0">
                {sentence::status_line(words, ticket, sheet.today)}
                <section class="section" aria-labelledby="verlauf">
                    <div class="section-head"><h2 id="verlauf">{t_string!(words, tickets.timeline)}</h2></div>
                    {timeline::timeline(words, ticket, sheet.today, &PhotoSource::Online)}
                </section>
                {moving::moving(words, ticket, doing)}
                {writing::reply(words, sheet, doing)}
                {writing::note(words, ticket, doing)}
            </div>
            <aside class="min-w-0">
                {known(words, sheet)}
            </aside>
        </div>
    }
    .into_any()
}

fn assign(words: Words, ticket: &TicketPage, doing: Doing) -> AnyView {
    if ticket.assigned_to_me {
        return view! {
            <span class="state-chip" data-tone="ok">{icon("person")}{t_string!(words, staff.assigned)}</span>
        }
        .into_any();
    }
    let id = ticket.row.id.to_string();
    view! {
        <ActionForm action=doing.assign>
            <input type="hidden" name="id" value=id/>
            <Submit
                label=t_string!(words, staff.assign)
                pending=doing.assign.pending()
                kind="btn-secondary"
                sign="person"
            />
        </ActionForm>
    }
    .into_any()
}

/// Who reported it, who works on it, and the facts everybody sees.
fn known(words: Words, sheet: &Sheet<TicketPage>) -> AnyView {
    let ticket = &sheet.page;
    let assignee = match (&ticket.row.assignee, ticket.assigned_to_me) {
        (_, true) => t_string!(words, staff.me).to_owned(),
        (Some(name), _) => name.clone(),
        (None, _) => t_string!(words, staff.nobody).to_owned(),
    };
    let seen_by = if ticket.shared {
        t_string!(words, staff.shared)
    } else {
        t_string!(words, staff.private)
    };
    let reach = reach(words, ticket.reporter_contact.as_deref());
    let reporter = ticket.reporter_id.map(|id| {
        let name = ticket.row.reporter.clone();
        view! {
            <Fact term=t_string!(words, staff.reporter)><a href=format!("/team/personen/{id}")>{name}</a></Fact>
        }
    });
    let for_staff = view! {
        {reporter}
        <Fact term=t_string!(words, staff.reporter_contact)>{reach}</Fact>
        <Fact term=t_string!(words, staff.assignee)>{assignee}</Fact>
    }
    .into_any();
    view! {
        <section class="section" aria-labelledby="angaben">
            <div class="section-head"><h2 id="angaben">{t_string!(words, tickets.facts)}</h2></div>
            {facts::facts(words, ticket, sheet.today, for_staff)}
            <p class="hint">{seen_by}</p>
            {receipt::link(words, sheet, "quiet-link")}
        </section>
    }
    .into_any()
}

/// Phone and e-mail of the reporter, to press.
fn reach(words: Words, known: Option<&str>) -> AnyView {
    let Some(known) = known else {
        return t_string!(words, staff.no_contact).into_any();
    };
    known
        .split(" · ")
        .map(|way| {
            let href = if way.contains('@') {
                format!("mailto:{way}")
            } else {
                tel(way)
            };
            view! { <a class="block wrap-anywhere" href=href>{way.to_owned()}</a> }
        })
        .collect_view()
        .into_any()
}
