//! What a resident sends: a damage report or a concern.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::step::Side;
use super::topic::{Place, TicketKind, Topic};
use crate::{ContractId, Refusal};

/// Most characters of a title.
pub const TITLE_MAX: u32 = 120;
/// Most characters of a message.
pub const TEXT_MAX: u32 = 10_000;
/// Most characters of phone and access notes.
pub const NOTE_MAX: u32 = 300;

/// A report as it comes from the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    /// Made in the browser or with the empty form: the same report sent twice is one ticket.
    pub client_ref: Uuid,
    /// Which flat, or house.
    pub contract: ContractId,
    /// What it is about.
    pub topic: Topic,
    /// Where it is; concerns have none.
    pub place: Option<Place>,
    /// In a few words.
    pub title: String,
    /// In their own words.
    pub text: String,
    /// How to reach the person, and when somebody may come in.
    pub access: String,
    /// It cannot wait: no heating, no water, door does not lock.
    pub urgent: bool,
    /// The other persons of the contract see it too.
    pub shared: bool,
}

impl NewTicket {
    /// The report with its texts trimmed.
    ///
    /// # Errors
    /// `TitleMissing`, `TextMissing` or `TextTooLong`; `TopicElsewhere` for bank details, which have a form of their own that
    /// checks them and wants the password.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        if self.topic == Topic::BankDetails {
            return Err(Refusal::TopicElsewhere);
        }
        self.title = line(&self.title);
        self.text = text(&self.text)?;
        self.access = tidy(&self.access, NOTE_MAX)?;
        if self.title.is_empty() {
            return Err(Refusal::TitleMissing);
        }
        tidy(&self.title, TITLE_MAX)?;
        if self.topic.kind() == TicketKind::Concern {
            self.place = None;
        }
        Ok(self)
    }
}

/// A message, trimmed.
///
/// # Errors
/// `TextMissing` for an empty one, `TextTooLong`.
pub fn text(text: &str) -> Result<String, Refusal> {
    let text = tidy(text, TEXT_MAX)?;
    if text.is_empty() {
        Err(Refusal::TextMissing)
    } else {
        Ok(text)
    }
}

/// A message of either side, trimmed; staff are asked for it in other words.
///
/// # Errors
/// `TextMissing` or `NothingWritten` for an empty one, `TextTooLong`.
pub fn message(typed: &str, side: Side) -> Result<String, Refusal> {
    text(typed).map_err(|refusal| match (refusal, side) {
        (Refusal::TextMissing, Side::Staff) => Refusal::NothingWritten,
        (other, _) => other,
    })
}

/// Words without what cannot be seen: PostgreSQL stores no zero bytes, and no reader wants the rest.
pub(crate) fn tidy(text: &str, max: u32) -> Result<String, Refusal> {
    let clean: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect();
    let text = clean.trim();
    let fits = u32::try_from(text.chars().count()).is_ok_and(|count| count <= max);
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Refusal::TextTooLong { max })
    }
}

/// One line: line breaks and runs of blanks become one blank.
fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(title: &str, text: &str) -> NewTicket {
        NewTicket {
            client_ref: Uuid::nil(),
            contract: ContractId(Uuid::nil()),
            topic: Topic::Heating,
            place: Some(Place::Flat),
            title: title.to_owned(),
            text: text.to_owned(),
            access: String::new(),
            urgent: false,
            shared: true,
        }
    }

    #[test]
    fn a_report_has_a_title_and_a_text() {
        assert_eq!(report(" ", "kalt").checked(), Err(Refusal::TitleMissing));
        assert_eq!(
            report("Heizung", " \r\n ").checked(),
            Err(Refusal::TextMissing)
        );
        assert_eq!(
            report(&"x".repeat(121), "kalt").checked(),
            Err(Refusal::TextTooLong { max: TITLE_MAX })
        );
        assert_eq!(
            report("Heizung", &"ä".repeat(10_001)).checked(),
            Err(Refusal::TextTooLong { max: TEXT_MAX })
        );
    }

    #[test]
    fn texts_are_tidied_but_not_changed() {
        let tidy = report(
            "  Heizung\r\n kalt\u{0}",
            " seit gestern\r\n\r\n<b>kalt</b> ",
        )
        .checked()
        .unwrap();
        assert_eq!(tidy.title, "Heizung kalt");
        assert_eq!(tidy.text, "seit gestern\n\n<b>kalt</b>");
    }

    #[test]
    fn bank_details_are_no_free_text() {
        let typed = NewTicket {
            topic: Topic::BankDetails,
            ..report("Neues Konto", "DE89 3704 0044 0532 0130 00")
        };
        assert_eq!(typed.checked(), Err(Refusal::TopicElsewhere));
    }

    #[test]
    fn a_concern_has_no_place() {
        let concern = NewTicket {
            topic: Topic::Keys,
            ..report("Schlüssel", "verloren")
        };
        assert_eq!(concern.checked().unwrap().place, None);
    }
}
