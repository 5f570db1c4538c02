//! Moving a ticket on: one form for all steps. The fields a step does not need are hidden by the style sheet, so
//! that it works without script.

use domain::Refusal;
use domain::ticket::{StepKind, TicketPage};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::desk::Doing;
use crate::i18n::*;
use crate::posted::{FieldError, Posted};
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, FieldFrame, Submit, raw_text};

/// Which field of the form a refusal is about.
pub const fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::QuestionMissing
        | Refusal::FirmMissing
        | Refusal::ReasonMissing
        | Refusal::TextTooLong { .. } => "reason",
        Refusal::AppointmentInvalid => "date",
        Refusal::StepMissing | Refusal::UnknownWord => "kind",
        _ => "",
    }
}

/// The form; a line instead where nothing moves any more.
pub fn moving(words: Words, ticket: &TicketPage, doing: Doing) -> AnyView {
    let steps: Vec<(StepKind, &'static str)> = ticket
        .steps
        .iter()
        .filter_map(|kind| Some((*kind, word(words, *kind)?)))
        .collect();
    if steps.is_empty() {
        return view! { <p class="hint">{t_string!(words, staff.done_hint)}</p> }.into_any();
    }
    let id = ticket.row.id.to_string();
    let hint = t_string!(words, staff.move_hint, name = ticket.row.reporter.clone());
    let before = doing.posted.get_value();
    let chosen = before.value("kind");
    let options = steps
        .into_iter()
        .map(|(kind, word)| {
            let selected = kind.as_str() == chosen;
            view! { <option value=kind.as_str() selected=selected>{word}</option> }
        })
        .collect_view()
        .into_any();
    view! {
        <section class="section" aria-labelledby="stand">
            <div class="section-head"><h2 id="stand">{t_string!(words, staff.move_title)}</h2></div>
            <ActionForm action=doing.step attr:class="form card">
                <ErrorSummary errors=doing.step_wrong/>
                <input type="hidden" name="id" value=id/>
                {which(words, doing.step_wrong, options)}
                {reason(words, doing.step_wrong, &before)}
                {appointment(words, doing.step_wrong, &before)}
                <p class="hint">{hint.to_string()}</p>
                <div class="actions">
                    <Submit label=t_string!(words, staff.move_send) pending=doing.step.pending() kind="btn-secondary"/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// The steps to choose from. None is chosen at first: a hasty press must not move the ticket back.
fn which(words: Words, wrong: Signal<Vec<FieldError>>, options: AnyView) -> AnyView {
    let error = Signal::derive(move || message(wrong, "kind"));
    view! {
        <FieldFrame name="kind" label=t_string!(words, staff.move_which) error>
            <select
                id="kind"
                name="kind"
                aria-describedby=move || error.with(Option::is_some).then_some("kind-fehler")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            >
                <option value="">{t_string!(words, staff.move_choose)}</option>
                {options}
            </select>
        </FieldFrame>
    }
    .into_any()
}

/// The words a question, an order or a rejection owes; its label says which.
fn reason(words: Words, wrong: Signal<Vec<FieldError>>, before: &Posted) -> AnyView {
    let typed = raw_text(&before.value("reason"));
    view! {
        <div class="field hidden in-[form:has([value=rueckfrage]:checked)]:block in-[form:has([value=beauftragen]:checked)]:block in-[form:has([value=ablehnen]:checked)]:block">
            <label for="reason">
                <span class="hidden in-[form:has([value=rueckfrage]:checked)]:inline">{t_string!(words, staff.move_question)}</span>
                <span class="hidden in-[form:has([value=beauftragen]:checked)]:inline">{t_string!(words, staff.move_firm)}</span>
                <span class="hidden in-[form:has([value=ablehnen]:checked)]:inline">{t_string!(words, staff.move_reason)}</span>
            </label>
            {complaint(wrong, "reason", "reason-fehler")}
            <textarea
                id="reason"
                name="reason"
                rows="3"
                aria-describedby="reason-fehler"
                aria-invalid=move || message(wrong, "reason").map(|_| "true")
                inner_html=typed
            ></textarea>
        </div>
    }
    .into_any()
}

/// Day and time of an appointment.
fn appointment(words: Words, wrong: Signal<Vec<FieldError>>, before: &Posted) -> AnyView {
    let (date, time) = (before.value("date"), before.value("time"));
    view! {
        <div class="grid-cols-2 gap-4 hidden in-[form:has([value=termin]:checked)]:grid">
            <div class="field">
                <label for="date">{t_string!(words, staff.move_date)}</label>
                {complaint(wrong, "date", "date-fehler")}
                <input
                    id="date"
                    name="date"
                    type="date"
                    value=date
                    aria-describedby="date-fehler"
                    aria-invalid=move || message(wrong, "date").map(|_| "true")
                />
            </div>
            <div class="field">
                <label for="time">{t_string!(words, staff.move_time)}</label>
                <input id="time" name="time" type="time" step="300" value=time/>
            </div>
        </div>
    }
    .into_any()
}

fn complaint(
    wrong: Signal<Vec<FieldError>>,
    field: &'static str,
    id: &'static str,
) -> impl IntoView {
    move || message(wrong, field).map(|message| view! { <p class="error" id=id>{message}</p> })
}

/// The complaint about one field.
fn message(wrong: Signal<Vec<FieldError>>, field: &str) -> Option<String> {
    wrong.with(|wrong| {
        let error = wrong.iter().find(|error| error.field == field)?;
        Some(error.message.clone())
    })
}

/// What a step is called for staff; residents' steps are not theirs.
fn word(words: Words, kind: StepKind) -> Option<&'static str> {
    Some(match kind {
        StepKind::Take => t_string!(words, staff.step_take),
        StepKind::Ask => t_string!(words, staff.step_ask),
        StepKind::Commission => t_string!(words, staff.step_commission),
        StepKind::Appoint => t_string!(words, staff.step_appoint),
        StepKind::Fix => t_string!(words, staff.step_fix),
        StepKind::Reject => t_string!(words, staff.step_reject),
        StepKind::Close => t_string!(words, staff.step_close),
        StepKind::Answer
        | StepKind::Confirm
        | StepKind::Withdraw
        | StepKind::Reopen
        | StepKind::Expire => return None,
    })
}
