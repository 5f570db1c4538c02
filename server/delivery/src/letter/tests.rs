//! Letters, proven on the laid out pages.

mod content;
mod geometry;
mod ink;

use domain::activation::LetterKind;
use typst_layout::PagedDocument;

use super::press::{self, Form};
use super::{ActivationLetter, LetterError, activation};

fn laid_out(letter: &ActivationLetter) -> Result<PagedDocument, LetterError> {
    let form = match letter.kind {
        LetterKind::Activation => Form::Activation,
        LetterKind::Recovery => Form::Recovery,
    };
    press::lay_out(form, &activation::run(std::slice::from_ref(letter))?, 2)
}

fn addressed_to(recipient: Vec<String>) -> ActivationLetter {
    ActivationLetter {
        recipient,
        ..ActivationLetter::sample()
    }
}
