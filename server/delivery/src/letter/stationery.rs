//! What letters are set on: our template or the operator's, each proven on trial letters before anybody gets one.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::syntax::Source;
use typst_layout::PagedDocument;

use super::activation::ActivationLetter;
use super::flaw::in_german;
use super::{Flaw, LetterError, Sender, plain, press, run};

/// Beyond these, letters of one word may come in pieces: other scripts run the other way or change the typeface.
const LAST_LATIN: char = '\u{24f}';

/// The template of the activation letters.
#[derive(Debug, Clone, Default)]
pub enum Stationery {
    /// Ours.
    #[default]
    Shipped,
    /// The operator's.
    Own(Template),
    /// The operator's has a fault: no letter is set at all.
    Faulty(Flaw),
}

/// An operator's template.
#[derive(Debug, Clone)]
pub struct Template {
    pub(super) file: String,
    pub(super) source: Source,
}

impl Stationery {
    /// An operator's template, if it says what a letter must say; `file` is what faults call it.
    pub fn own(file: &str, text: &str, sender: &Sender) -> Self {
        let own = Self::Own(Template {
            file: file.to_owned(),
            source: press::template(text),
        });
        match own.prove(sender) {
            Ok(()) => own,
            Err(flaw) => Self::Faulty(flaw),
        }
    }

    /// Ours with the operator's logo, if that can be drawn; `file` is what faults call it.
    pub fn shipped(file: &str, sender: &Sender) -> Self {
        match Self::Shipped.prove(sender) {
            Ok(()) => Self::Shipped,
            Err(flaw) => Self::Faulty(Flaw {
                file: file.to_owned(),
                ..flaw
            }),
        }
    }

    /// Why no letter can be set.
    pub fn flaw(&self) -> Option<&Flaw> {
        match self {
            Self::Faulty(flaw) => Some(flaw),
            Self::Shipped | Self::Own(_) => None,
        }
    }

    /// Sets one letter, and a print of two, as far as the PDF.
    fn prove(&self, sender: &Sender) -> Result<(), Flaw> {
        let one = ActivationLetter {
            sender: sender.clone(),
            ..ActivationLetter::sample()
        };
        let other = ActivationLetter {
            recipient: vec!["Ben Beispiel".to_owned(), "20095 Hamburg".to_owned()],
            access_number: "200 000 004".to_owned(),
            activation_code: "Z3TP 8W5R 6KHM N".to_owned(),
            ..one.clone()
        };
        run::activation_letter(self, &one)
            .and_then(|_| run::activation_letters(self, &[one, other]))
            .map(drop)
            .map_err(|error| self.blame(error))
    }

    fn blame(&self, error: LetterError) -> Flaw {
        let file = match self {
            Self::Own(template) => template.file.as_str(),
            Self::Shipped | Self::Faulty(_) => "",
        };
        match error {
            LetterError::Template(flaw) => flaw,
            LetterError::Typesetting(message) => Flaw::of(file, in_german(&message)),
            LetterError::TooManyPages { .. } => {
                Flaw::of(file, "Ein Brief darf höchstens zwei Seiten haben.")
            }
            LetterError::LineTooWide(line) => Flaw::of(
                file,
                format!("Die Zeile „{line}“ passt nicht an ihren Platz."),
            ),
            LetterError::Unprintable(lost) => Flaw::of(
                file,
                format!("Diese Zeichen lassen sich nicht drucken: {lost}."),
            ),
            other => Flaw::of(file, in_german(&other.to_string())),
        }
    }

    /// A letter of an operator's template must say to whom it goes and what to type; ours is tested.
    pub(super) fn check(
        &self,
        document: &PagedDocument,
        letters: &[ActivationLetter],
    ) -> Result<(), LetterError> {
        let Self::Own(template) = self else {
            return Ok(());
        };
        let printed = printed(document);
        let lacks = |letter: &ActivationLetter| {
            let stands = |text: &str| {
                plain::line("letter", text).is_ok_and(|text| printed.contains(&close(&text)))
            };
            if !letter
                .recipient
                .iter()
                .all(|line| line.chars().any(|c| c > LAST_LATIN) || stands(line))
            {
                return Some("Auf dem Brief fehlt die Anschrift (recipient).");
            }
            if !stands(&letter.access_number) {
                return Some("Auf dem Brief fehlt die Zugangsnummer (access_number).");
            }
            if !stands(&letter.activation_code) {
                return Some("Auf dem Brief fehlt der Aktivierungscode (activation_code).");
            }
            None
        };
        match letters.iter().find_map(lacks) {
            Some(reason) => Err(LetterError::Template(Flaw::of(&template.file, reason))),
            None => Ok(()),
        }
    }
}

/// Text without blanks: a line may be broken or spaced out on the paper.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What stands on the sheets, without blanks; what lies beside them is not printed.
fn printed(document: &PagedDocument) -> String {
    let mut text = String::new();
    for page in document.pages() {
        let size = page.frame.size();
        read(
            &page.frame,
            Transform::identity(),
            size.to_point(),
            &mut text,
        );
    }
    close(&text)
}

fn read(frame: &Frame, outer: Transform, end: Point, to: &mut String) {
    for (at, item) in frame.items() {
        let here = outer.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                read(&group.frame, here.pre_concat(group.transform), end, to);
            }
            FrameItem::Text(text) => {
                let place = Point::zero().transform(here);
                let inside = |at: Abs, end: Abs| at >= Abs::zero() && at <= end;
                if inside(place.x, end.x) && inside(place.y, end.y) {
                    to.push_str(&text.text);
                }
            }
            _ => {}
        }
    }
}
