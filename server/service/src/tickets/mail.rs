//! Who is told what by mail about a ticket: number, state and date, never the text; the receipt names the title to the one who wrote it.

use chrono::NaiveDate;
use delivery::mail::{TicketAnswered, TicketReceived, TicketState};
use domain::berlin;
use domain::ticket::{State, TicketKind};
use store::Tx;
use store::ticket::{self, Ticket};

use crate::jobs::SendMail;
use crate::{Resident, Result, Services, jobs};

/// The receipt for the one who reported it.
pub(super) async fn received(
    services: &Services,
    tx: &mut Tx,
    me: &Resident,
    opened: &Ticket,
) -> Result<()> {
    let mail = TicketReceived {
        salutation: format!("Guten Tag {}", me.name),
        number: opened.number.clone(),
        title: opened.title.clone(),
        concern: opened.kind == TicketKind::Concern,
        next_answer_by: opened
            .answer_by
            .unwrap_or_else(|| berlin::day(opened.created_at)),
        link: link(services, opened),
    };
    jobs::add(
        services,
        tx,
        &SendMail {
            to: me.email.clone(),
            template: mail.into(),
        },
    )
    .await
}

/// What there is to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// Staff wrote.
    Answer,
    /// The state changed.
    State,
}

/// Tells everybody who reads the ticket.
pub(super) async fn news(
    services: &Services,
    tx: &mut Tx,
    found: &Ticket,
    news: News,
) -> Result<()> {
    let today = services.clock().today();
    for reader in ticket::audience(tx, found.id, today).await? {
        let (salutation, number, state_sentence, link) = (
            format!("Guten Tag {}", reader.name),
            found.number.clone(),
            sentence(found, today),
            link(services, found),
        );
        let template = match news {
            News::Answer => TicketAnswered {
                salutation,
                number,
                state_sentence,
                link,
            }
            .into(),
            News::State => TicketState {
                salutation,
                number,
                state_sentence,
                link,
            }
            .into(),
        };
        let to = reader.email;
        jobs::add(services, tx, &SendMail { to, template }).await?;
    }
    Ok(())
}

fn link(services: &Services, found: &Ticket) -> String {
    services.link(&format!("/vorgaenge/{}", found.id))
}

/// Where it stands, and who acts by when. A promise that was missed is not made again.
fn sentence(found: &Ticket, today: NaiveDate) -> String {
    let what = state(found, today);
    match found.answer_by.filter(|by| *by >= today) {
        Some(by) => format!("{what}{}", then(found.state, &berlin::date(by, today))),
        None => what,
    }
}

fn state(found: &Ticket, today: NaiveDate) -> String {
    match found.state {
        State::Received => "Ihr Vorgang ist bei uns eingegangen.",
        State::InProgress => "Wir kümmern uns um Ihren Vorgang.",
        State::Question => "Wir haben eine Rückfrage an Sie.",
        State::Commissioned => "Eine Firma ist beauftragt.",
        State::Appointment => {
            let at = found.appointment_at.map(|at| berlin::moment(at, today));
            return format!("Es gibt einen Termin: {}.", at.unwrap_or_default());
        }
        State::Fixed => match found.kind {
            TicketKind::Damage => "Der Schaden ist nach unserer Kenntnis behoben.",
            TicketKind::Concern => "Ihr Anliegen ist nach unserer Kenntnis erledigt.",
        },
        State::Closed => {
            "Der Vorgang ist abgeschlossen. Sie können ihn 14 Tage lang wieder öffnen."
        }
        State::Rejected => "Wir haben den Vorgang abgelehnt. Den Grund lesen Sie im Portal.",
        State::Withdrawn => "Der Vorgang ist zurückgezogen.",
        State::Reopened => "Ihr Vorgang ist wieder offen.",
    }
    .to_owned()
}

/// The date is the next actor's, and only sometimes ours.
fn then(state: State, by: &str) -> String {
    match state {
        State::Received | State::Reopened => format!(" Wir antworten bis {by}."),
        State::InProgress => format!(" Sie hören wieder von uns bis {by}."),
        State::Question => format!(" Bitte antworten Sie bis {by}, dann geht es weiter."),
        State::Commissioned => format!(" Sie meldet sich bei Ihnen bis {by}."),
        State::Appointment => format!(" Danach hören Sie von uns bis {by}."),
        State::Fixed => format!(
            " Bitte bestätigen Sie es bis {by}. Ohne Ihre Antwort schließen wir den Vorgang danach."
        ),
        State::Closed | State::Rejected | State::Withdrawn => String::new(),
    }
}
