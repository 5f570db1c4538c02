//! Who is told what by mail about a ticket: number, state and date, never the text.

use delivery::MailTemplate;
use delivery::mail::{TicketAnswered, TicketReceived, TicketState};
use domain::berlin;
use domain::ticket::State;
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

/// Staff wrote.
pub(super) async fn answered(services: &Services, tx: &mut Tx, found: &Ticket) -> Result<()> {
    tell(services, tx, found, |name| {
        let (salutation, number, link) = (
            format!("Guten Tag {name}"),
            found.number.clone(),
            link(services, found),
        );
        TicketAnswered {
            salutation,
            number,
            state_sentence: sentence(services, found),
            next_answer_by: found.answer_by,
            link,
        }
        .into()
    })
    .await
}

/// The state changed.
pub(super) async fn moved(services: &Services, tx: &mut Tx, found: &Ticket) -> Result<()> {
    tell(services, tx, found, |name| {
        let (salutation, number, link) = (
            format!("Guten Tag {name}"),
            found.number.clone(),
            link(services, found),
        );
        TicketState {
            salutation,
            number,
            state_sentence: sentence(services, found),
            next_answer_by: found.answer_by,
            link,
        }
        .into()
    })
    .await
}

async fn tell(
    services: &Services,
    tx: &mut Tx,
    found: &Ticket,
    mail: impl Fn(&str) -> MailTemplate,
) -> Result<()> {
    for reader in ticket::audience(tx, found.id, services.clock().today()).await? {
        jobs::add(
            services,
            tx,
            &SendMail {
                to: reader.email,
                template: mail(&reader.name),
            },
        )
        .await?;
    }
    Ok(())
}

fn link(services: &Services, found: &Ticket) -> String {
    services.link(&format!("/vorgaenge/{}", found.id))
}

/// The state in a sentence, with the date where there is one.
fn sentence(services: &Services, found: &Ticket) -> String {
    let today = services.clock().today();
    let by = found
        .answer_by
        .map(|day| berlin::date(day, today))
        .unwrap_or_default();
    match found.state {
        State::Received | State::Reopened => {
            format!("Ihr Vorgang ist bei uns eingegangen. Sie hören von uns bis {by}.")
        }
        State::InProgress => format!("Wir bearbeiten Ihren Vorgang. Sie hören von uns bis {by}."),
        State::Question => "Wir haben eine Rückfrage an Sie.".to_owned(),
        State::Commissioned => {
            format!("Ein Handwerksbetrieb ist beauftragt. Er meldet sich bis {by}.")
        }
        State::Appointment => {
            let at = found.appointment_at.map(berlin::moment).unwrap_or_default();
            format!("Es gibt einen Termin: {at}.")
        }
        State::Fixed => format!(
            "Der Schaden ist nach unserer Kenntnis behoben. Bitte bestätigen Sie es bis {by}."
        ),
        State::Closed => {
            "Der Vorgang ist abgeschlossen. Sie können ihn 14 Tage lang wieder öffnen.".to_owned()
        }
        State::Rejected => {
            "Wir können Ihrem Anliegen nicht folgen. Den Grund lesen Sie im Portal.".to_owned()
        }
        State::Withdrawn => "Der Vorgang ist zurückgezogen.".to_owned(),
    }
}
