//! Letters, proven on the laid out pages.

mod content;
mod geometry;
mod ink;
mod paper;
mod templates;

use domain::activation::LetterKind;
use typst_layout::PagedDocument;

use super::press::{Form, Job};
use super::{ActivationLetter, LetterError, Stationery, activation};

const OURS: Stationery = Stationery::Shipped;

fn laid_out(letter: &ActivationLetter) -> Result<PagedDocument, LetterError> {
    let form = match letter.kind {
        LetterKind::Activation => Form::Activation,
        LetterKind::Recovery => Form::Recovery,
    };
    let run = activation::run(std::slice::from_ref(letter))?;
    Job::new(form, &run, letter.sender.logo.as_ref())?.lay_out(2)
}

fn addressed_to(recipient: Vec<String>) -> ActivationLetter {
    ActivationLetter {
        recipient,
        ..ActivationLetter::sample()
    }
}
