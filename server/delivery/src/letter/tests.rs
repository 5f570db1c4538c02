//! Letters, proven on the laid out pages.

mod content;
mod geometry;
mod ink;
mod paper;
mod templates;

use typst_layout::PagedDocument;

use super::press::{Form, Job};
use super::{ActivationLetter, LetterError, Stationery, activation};

const OURS: Stationery = Stationery::Shipped;

fn laid_out(letter: &ActivationLetter) -> Result<PagedDocument, LetterError> {
    let run = activation::run(std::slice::from_ref(letter))?;
    Job::new(Form::Activation, &run, letter.sender.logo.as_ref())?.lay_out(2)
}

fn addressed_to(recipient: Vec<String>) -> ActivationLetter {
    ActivationLetter {
        recipient,
        ..ActivationLetter::sample()
    }
}
