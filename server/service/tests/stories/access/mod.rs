//! Getting in and staying out.

mod activation;
mod blocked;
mod device;
mod guesses;
mod mailbox;
mod passkeys;
mod passwords;
mod recovery;
mod second_factor;
mod sessions;

use domain::Refusal;
use service::testing::{self, PASSWORD, World};
use service::{Error, letters};

/// Number and code of the newest letter of a person, read from the address in its QR code's page.
async fn letter(world: &World, reference: &str) -> (String, String) {
    let owed = letters::owed(&world.guest(), "O-1", true).await.unwrap();
    let person = owed
        .into_iter()
        .find(|person| person.reference == reference)
        .unwrap();
    let anew = world.now() + chrono::Duration::seconds(1);
    letters::make_for(&world.guest(), person.id, Some(anew))
        .await
        .unwrap();
    let (_, pdf) = world.letters().pop().unwrap();
    numbers(&pdf)
}

/// Number and code as they stand on the paper.
pub fn numbers(pdf: &[u8]) -> (String, String) {
    testing::numbers(pdf).unwrap()
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

/// The six digits of the newest mail.
async fn digits(world: &World) -> String {
    let mail = world.mails().await.unwrap().pop().unwrap();
    let lines = mail
        .text
        .lines()
        .map(|line| line.replace([' ', '\u{a0}', '\u{202f}'], ""));
    lines
        .filter(|line| line.chars().all(|c| c.is_ascii_digit()))
        .find(|line| line.len() == 6)
        .unwrap()
}

async fn register(world: &World, number: &str, code: &str, email: &str) -> Result<(), Error> {
    let token = world.guest().access().redeem(number, code).await?;
    let person = world.with(None, Some(token)).await?;
    person.access().give_email(email).await?;
    person.access().confirm_email(&digits(world).await).await?;
    person.access().finish(PASSWORD, true).await.map(drop)
}
