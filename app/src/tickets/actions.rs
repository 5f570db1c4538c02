//! What a resident can do with a ticket: confirm, reopen, withdraw, share, answer.

use domain::ticket::report::TEXT_MAX;
use domain::ticket::{State, StepKind, TicketKind, TicketPage};
use domain::{Refusal, berlin};
use leptos::form::ActionForm;
use leptos::html::Div;
use leptos::prelude::*;

use super::sending::{After, SendForm};
use super::sheet::Sheet;
use super::words::Words;
use super::{api, photos_field::PhotosField};
use crate::i18n::*;
use crate::posted::{FieldError, Posted, posted};
use crate::ui::{ErrorSummary, Submit, TextArea, complaints, icon, say};
use crate::use_i18n;

/// The actions of one page; what they change brings the page anew.
#[derive(Clone, Copy)]
pub struct Actions {
    step: ServerAction<api::Step>,
    share: ServerAction<api::Share>,
    replies: RwSignal<usize>,
    /// Replies whose arrival was shown.
    told: StoredValue<usize>,
    posted: StoredValue<Posted>,
    wrong: Signal<Vec<FieldError>>,
}

impl Actions {
    /// Nothing done yet.
    pub fn start() -> Self {
        let step = ServerAction::<api::Step>::new();
        say_when_done(step);
        Self {
            step,
            share: ServerAction::new(),
            replies: RwSignal::new(0),
            told: StoredValue::new(0),
            // Read here and not where it is shown: both sides must come by it in the same order.
            posted: StoredValue::new(posted()),
            wrong: complaints(step, field),
        }
    }

    /// How often something was done; a resource that reads it loads anew.
    pub fn changes(&self) -> usize {
        self.step.version().get() + self.share.version().get() + self.replies.get()
    }

    /// Says once that a reply has arrived, where it now stands: at the end of the timeline.
    fn arrived(self, words: Words) -> Option<AnyView> {
        let replies = self.replies.get_untracked();
        if replies <= self.told.get_value() {
            return None;
        }
        let notice = NodeRef::<Div>::new();
        Effect::new(move |_| {
            if let Some(notice) = notice.get() {
                self.told.set_value(replies);
                notice.scroll_into_view_with_bool(false);
                let _gone = notice.focus();
            }
        });
        let arrived = view! {
            <div class="notice mb-4" data-tone="ok" tabindex="-1" node_ref=notice>
                {icon("check-circle")}
                <div><strong>{t_string!(words, tickets.reply_done)}</strong></div>
            </div>
        };
        Some(arrived.into_any())
    }

    /// The buttons in the sentence of state.
    pub fn below_sentence(self, words: Words, ticket: &TicketPage) -> AnyView {
        let confirm = ticket
            .steps
            .contains(&StepKind::Confirm)
            .then(|| self.confirm(words, ticket));
        let reopen = ticket
            .steps
            .contains(&StepKind::Reopen)
            .then(|| self.reopen(words, ticket));
        let answer = (ticket.row.state == State::Question && ticket.can_reply).then(|| {
            view! {
                <a class="btn btn-primary" href="#text">{icon("message")}{t_string!(words, tickets.reply)}</a>
            }
        });
        if confirm.is_none() && reopen.is_none() && answer.is_none() {
            return ().into_any();
        }
        let wrong = self.wrong;
        view! {
            <ErrorSummary errors=wrong/>
            <div class="actions">{confirm}{answer}</div>
            {reopen}
        }
        .into_any()
    }

    fn confirm(self, words: Words, ticket: &TicketPage) -> AnyView {
        let label = match ticket.row.kind {
            TicketKind::Damage => t_string!(words, tickets.confirm),
            TicketKind::Concern => t_string!(words, tickets.confirm_concern),
        };
        let hidden = hidden(ticket, StepKind::Confirm);
        view! {
            <ActionForm action=self.step>
                {hidden}
                <Submit label=label pending=self.step.pending() sign="check"/>
            </ActionForm>
        }
        .into_any()
    }

    fn reopen(self, words: Words, ticket: &TicketPage) -> AnyView {
        let closed = ticket.row.state == State::Closed;
        let label = if closed {
            t_string!(words, tickets.reopen_closed)
        } else {
            t_string!(words, tickets.reopen)
        };
        let wrong = self.wrong;
        let hidden = hidden(ticket, StepKind::Reopen);
        view! {
            <details class="fold" open=move || wrong.with(|wrong| !wrong.is_empty())>
                <summary>{label}</summary>
                <ActionForm action=self.step attr:class="form">
                    {hidden}
                    <TextArea
                        name="reason"
                        label=t_string!(words, tickets.reopen_label)
                        hint=t_string!(words, tickets.reopen_hint)
                        errors=wrong
                        rows=3
                        maxlength=TEXT_MAX
                    />
                    <div class="actions">
                        <Submit
                            label=t_string!(words, tickets.reopen_send)
                            pending=self.step.pending()
                            kind="btn-secondary"
                            sign="reopen"
                        />
                    </div>
                </ActionForm>
            </details>
        }
        .into_any()
    }

    /// Taking a report back; opening it first is the confirmation, with and without script.
    pub fn withdrawal(self, words: Words, ticket: &TicketPage) -> Option<AnyView> {
        (ticket.mine && ticket.steps.contains(&StepKind::Withdraw)).then(|| {
            let hidden = hidden(ticket, StepKind::Withdraw);
            view! {
                <details class="fold">
                    <summary>{t_string!(words, tickets.withdraw)}</summary>
                    <ActionForm action=self.step attr:class="form">
                        {hidden}
                        <p>{t_string!(words, tickets.withdraw_text)}</p>
                        <div class="actions">
                            <Submit
                                label=t_string!(words, tickets.withdraw_send)
                                pending=self.step.pending()
                                kind="btn-danger"
                            />
                        </div>
                    </ActionForm>
                </details>
            }
            .into_any()
        })
    }

    /// Who of the household sees it; only the reporter decides.
    pub fn sharing(self, words: Words, ticket: &TicketPage) -> AnyView {
        let said = match (ticket.mine, ticket.shared) {
            (true, true) => t_string!(words, tickets.sharing_on).to_owned(),
            (true, false) => t_string!(words, tickets.sharing_off).to_owned(),
            (false, _) => {
                let name = ticket.row.reporter.clone();
                t_string!(words, tickets.sharing_other, name = name).to_string()
            }
        };
        let label = if ticket.shared {
            t_string!(words, tickets.unshare_now)
        } else {
            t_string!(words, tickets.share_now)
        };
        let id = ticket.row.id.to_string();
        let other = (!ticket.shared).to_string();
        let form = ticket.can_share.then(|| {
            view! {
                <ActionForm action=self.share>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="shared" value=other/>
                    <Submit label=label pending=self.share.pending() kind="btn-quiet" sign="persons"/>
                </ActionForm>
            }
        });
        view! {
            <section class="section" aria-labelledby="freigabe">
                <div class="section-head"><h2 id="freigabe">{t_string!(words, tickets.sharing)}</h2></div>
                <p>{said}</p>
                {form}
            </section>
        }
        .into_any()
    }
}

/// Tells a reader that the page has changed.
pub fn say_when_done(step: ServerAction<api::Step>) {
    let i18n = use_i18n();
    Effect::new(move |_| {
        if step.value().with(|value| matches!(value, Some(Ok(())))) {
            say(t_string!(i18n, tickets.step_done));
        }
    });
}

fn hidden(ticket: &TicketPage, kind: StepKind) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="id" value=ticket.row.id.to_string()/>
        <input type="hidden" name="kind" value=kind.as_str()/>
    }
}

fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::ReasonMissing | Refusal::TextTooLong { .. } => "reason",
        _ => "",
    }
}

/// The form at the end of the timeline, or why there is none.
pub fn reply(words: Words, sheet: &Sheet<TicketPage>, actions: Actions) -> AnyView {
    if sheet.kept_at.is_some() {
        return ().into_any();
    }
    let ticket = &sheet.page;
    if !ticket.can_reply {
        let until = ticket
            .readable_until
            .map(|day| berlin::date(day, sheet.today));
        let again = until.is_none().then(|| {
            let (href, word) = match ticket.row.kind {
                TicketKind::Damage => ("/melden", t_string!(words, tickets.new_report)),
                TicketKind::Concern => ("/anliegen", t_string!(words, tickets.new_concern)),
            };
            view! { <p><a class="btn btn-secondary" href=href>{word}</a></p> }
        });
        let why = until.map_or_else(
            || t_string!(words, tickets.no_reply).to_owned(),
            |date| t_string!(words, tickets.readable_until, date = date).to_string(),
        );
        return view! {
            <div class="section">
                <p class="hint">{why}</p>
                {again}
            </div>
        }
        .into_any();
    }
    let hint = match ticket.row.state {
        State::Question => t_string!(words, tickets.reply_hint_question),
        State::Fixed => t_string!(words, tickets.reply_hint_fixed),
        _ => t_string!(words, tickets.reply_hint),
    };
    let before = actions.posted.get_value();
    let address = format!("/vorgaenge/{}/antwort", ticket.row.id);
    let replies = actions.replies;
    view! {
        <section class="section" aria-labelledby="antworten">
            {actions.arrived(words)}
            <div class="section-head"><h2 id="antworten">{t_string!(words, tickets.reply)}</h2></div>
            <SendForm
                address=address
                class="composer"
                client_ref=sheet.client_ref
                posted=before
                after=After::Reload(replies)
                label=t_string!(words, tickets.reply_send)
                draft=format!("antwort/{}", ticket.row.id)
                content=move |sending| {
                    view! {
                        <TextArea
                            name="text"
                            label=t_string!(words, tickets.reply_label)
                            hint=hint
                            errors=sending.complaints()
                            rows=4
                            maxlength=TEXT_MAX
                        />
                        <PhotosField sending/>
                    }
                    .into_any()
                }
            />
        </section>
    }
    .into_any()
}
