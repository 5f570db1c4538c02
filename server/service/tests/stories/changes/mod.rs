//! Changes of contact details, from the form to the day they hold.

mod bank;
mod course;
mod guard;
mod import;
mod outbox;

use delivery::Mail;
use domain::change::{ChangeKind, ChangeView, StaffChange};
use domain::{Refusal, Role};
use service::testing::{PASSWORD, World};
use service::{Caller, Error, SignedIn};

const NEW: &str = "vera.neu@post.example";

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

/// The mails to an address, of all that have left since the last look.
fn to<'m>(mails: &'m [Mail], address: &str) -> Vec<&'m Mail> {
    mails.iter().filter(|mail| mail.to == address).collect()
}

/// The six digits of a mail.
fn digits(mail: &Mail) -> String {
    let lines = mail
        .text
        .lines()
        .map(|line| line.replace([' ', '\u{a0}', '\u{202f}'], ""));
    lines
        .filter(|line| line.chars().all(|c| c.is_ascii_digit()))
        .find(|line| line.len() == 6)
        .unwrap()
}

/// Signs in with an address: the caller of that device.
async fn signed_in(world: &World, email: &str) -> Caller {
    let guest = world.guest();
    match guest.access().sign_in(email, PASSWORD, true).await.unwrap() {
        SignedIn::Done(session) => world.with(Some(session.token), None).await.unwrap(),
        SignedIn::CodeWanted(_) => panic!("no code is asked for"),
    }
}

/// Asks for another address; the digits and the token of the link in the old mailbox.
async fn asked(world: &World, caller: &Caller, old: &str, new: &str) -> (String, String) {
    caller.changes().ask_email(new, PASSWORD).await.unwrap();
    let mails = world.mails().await.unwrap();
    let notice = to(&mails, old)[0].text.clone();
    let (_, token) = notice.split_once("/aenderung-widerrufen#t=").unwrap();
    let token = token.split_whitespace().next().unwrap().to_owned();
    (digits(to(&mails, new)[0]), token)
}

/// Vera's new address, proved and handed over.
async fn handed_over(world: &World) -> Caller {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, _) = asked(world, &vera, "vera@haus.example", NEW).await;
    vera.changes().confirm_email(&code).await.unwrap();
    vera
}

/// The request of a kind as its owner sees it, open or over.
async fn seen(caller: &Caller, kind: ChangeKind) -> ChangeView {
    let page = caller.changes().own().await.unwrap();
    let mut all = page.open.into_iter().chain(page.past);
    all.find(|change| change.kind == kind).unwrap()
}

/// The only request on the staff's list.
async fn on_desk(world: &World) -> StaffChange {
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let mut list = clerk.changes().desk(false, 1, None).await.unwrap();
    assert_eq!((list.rows.len(), list.open_count), (1, 1));
    list.rows.remove(0)
}
