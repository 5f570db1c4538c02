//! Moving a ticket on: one form for all steps. The fields a step does not need are hidden by the style sheet, so
//! that it works without script.

use domain::Refusal;
use domain::ticket::{StepKind, TicketPage};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::desk::Doing;
use super::writing::readers;
use crate::i18n::*;
use crate::posted::{FieldError, Posted};
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, FieldFrame, Notice, Submit, Tone, raw_text};

/// Which field of the form a refusal is about.
pub const fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::QuestionMissing
        | Refusal::FirmMissing
        | Refusal::ReasonMissing
        | Refusal::TextTooLong { .. } => "reason",
        Refusal::AppointmentInvalid => "date",
        Refusal::TimeMissing => "time",
        Refusal::StepUnsure => "sure",
        Refusal::StepMissing | Refusal::UnknownWord => "kind",
        _ => "",
    }
}

/// The form; a line instead where nothing moves any more. What was wrong stands above either: the step that was refused
/// may have been the last one.
pub fn moving(words: Words, ticket: &TicketPage, doing: Doing) -> AnyView {
    view! {
        <section class="section" aria-labelledby="stand">
            <div class="section-head"><h2 id="stand">{t_string!(words, staff.move_title)}</h2></div>
            <Show when=move || doing.moved()>
                <Notice tone=Tone::Ok title=t_string!(words, staff.move_done)>""</Notice>
            </Show>
            <ErrorSummary errors=doing.step_wrong/>
            {form(words, ticket, doing)}
        </section>
    }
    .into_any()
}

fn form(words: Words, ticket: &TicketPage, doing: Doing) -> AnyView {
    let steps: Vec<(StepKind, &'static str)> = ticket
        .steps
        .iter()
        .filter_map(|kind| Some((*kind, word(words, *kind)?)))
        .collect();
    if steps.is_empty() {
        return view! { <p class="hint">{t_string!(words, staff.done_hint)}</p> }.into_any();
    }
    let id = ticket.row.id.to_string();
    let hint = t_string!(words, staff.move_hint, names = readers(words, ticket));
    let before = doing.posted.get_value();
    view! {
        <ActionForm action=doing.step attr:class="form card">
            <input type="hidden" name="id" value=id/>
            {which(words, steps, doing)}
            {reason(words, doing.step_wrong, &before)}
            {appointment(words, doing.step_wrong, &before)}
            {sure(words)}
            <p class="hint">{hint.to_string()}</p>
            <div class="actions">
                <Submit label=t_string!(words, staff.move_send) pending=doing.step.pending() kind="btn-secondary"/>
            </div>
        </ActionForm>
    }
    .into_any()
}

/// The steps to choose from. None is chosen at first: a hasty press must not move the ticket back. When the page comes
/// anew the list is made anew too, for a kept one would hold its place and not its word.
fn which(words: Words, steps: Vec<(StepKind, &'static str)>, doing: Doing) -> AnyView {
    let (wrong, chosen) = (doing.step_wrong, doing.chosen);
    let error = Signal::derive(move || message(wrong, "kind"));
    let select = move || {
        let now = chosen.get_untracked();
        let options = steps.iter().map(|(kind, word)| {
            let selected = kind.as_str() == now;
            view! { <option value=kind.as_str() selected=selected>{*word}</option> }
        });
        let options = options.collect_view();
        view! {
            <select
                id="kind"
                name="kind"
                on:change=move |event| chosen.set(event_target_value(&event))
                aria-describedby=move || error.with(Option::is_some).then_some("kind-fehler")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            >
                <option value="">{t_string!(words, staff.move_choose)}</option>
                {options}
            </select>
        }
    };
    view! {
        <FieldFrame name="kind" label=t_string!(words, staff.move_which) error>
            {select}
        </FieldFrame>
    }
    .into_any()
}

/// The last question before a step without a way back.
fn sure(words: Words) -> AnyView {
    view! {
        <div class="hidden in-[form:has([value=ablehnen]:checked)]:block in-[form:has([value=abschliessen]:checked)]:block">
            <label class="check">
                <input id="sure" type="checkbox" name="sure" value="true"/>
                <span>
                    <span class="hidden in-[form:has([value=ablehnen]:checked)]:inline">{t_string!(words, staff.move_sure_reject)}</span>
                    <span class="hidden in-[form:has([value=abschliessen]:checked)]:inline">{t_string!(words, staff.move_sure_close)}</span>
                </span>
            </label>
        </div>
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
            {complaint(wrong, "reason")}
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
        <div class="sm:grid-cols-2 gap-4 hidden in-[form:has([value=termin]:checked)]:grid">
            <Half name="date" label=t_string!(words, staff.move_date) typed=date wrong/>
            <Half name="time" label=t_string!(words, staff.move_time) typed=time wrong step="300"/>
        </div>
    }
    .into_any()
}

/// One half of an appointment.
#[component]
fn Half(
    /// Name in the form, id, and `type` of the input.
    name: &'static str,
    /// What is asked.
    label: &'static str,
    /// What stands in it at first.
    typed: String,
    /// All complaints about the form; the field shows its own.
    wrong: Signal<Vec<FieldError>>,
    /// Seconds from one choice to the next.
    #[prop(optional)]
    step: Option<&'static str>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {complaint(wrong, name)}
            <input
                id=name
                name=name
                type=name
                step=step
                value=typed
                aria-describedby=complaint_id(name)
                aria-invalid=move || message(wrong, name).map(|_| "true")
            />
        </div>
    }
    .into_any()
}

fn complaint(wrong: Signal<Vec<FieldError>>, field: &'static str) -> impl IntoView {
    move || {
        message(wrong, field)
            .map(|message| view! { <p class="error" id=complaint_id(field)>{message}</p> })
    }
}

fn complaint_id(field: &str) -> String {
    format!("{field}-fehler")
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
