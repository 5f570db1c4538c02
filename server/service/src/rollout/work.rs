//! Working off a batch, a piece at a time.

use chrono::Duration;
use delivery::{LetterError, Manifest, Sheet};
use domain::PersonId;
use domain::activation::LetterKind;
use domain::audit::{Action, AuditResult};
use domain::person::Person;
use domain::property::Property;
use domain::rollout::{BatchId, LetterState, recipient};
use store::batch::{self, Order, Rendered};
use store::letter::{self, Added};
use store::{Tx, master};

use super::papers::{hashes, papers};
use crate::digest::sha256;
use crate::letters::{Draft, Sketch, sketch};
use crate::trail::Object;
use crate::{Caller, Error, Result};

/// Most letters of a piece: they share a print, and a killed process loses no more than them.
pub const PIECE: i64 = 100;
/// How long a worker keeps others away; far longer than a piece takes.
const HOLD: Duration = Duration::minutes(5);

/// What is left of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing: it is finished.
    Nothing,
    /// Some letters still wait.
    Some,
    /// Another worker is at it.
    Elsewhere,
}

/// What a piece has come to.
#[derive(Debug, Default)]
struct Piece {
    drafts: Vec<Draft>,
    failed: Vec<(PersonId, String)>,
    needless: Vec<PersonId>,
    print: Vec<u8>,
}

/// Makes up to `most` letters of a batch, all of them or none.
///
/// # Errors
/// The letter box or the blob store is full or read-only; the database is gone.
pub async fn piece(caller: &Caller, id: BatchId, most: i64) -> Result<Left> {
    let services = &caller.services;
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    let Some(order) = batch::order(&mut tx, id).await? else {
        return Ok(Left::Nothing);
    };
    if !batch::hold(&mut tx, id, now, now + HOLD).await? {
        return Ok(Left::Elsewhere);
    }
    tx.commit().await?;
    let made = make(caller, &order, most).await;
    if !matches!(made, Ok(Left::Some)) {
        services.hash_desk().rest();
    }
    if made.is_err() {
        let mut tx = services.db().begin().await?;
        batch::let_go(&mut tx, id).await?;
        tx.commit().await?;
    }
    made
}

async fn make(caller: &Caller, order: &Order, most: i64) -> Result<Left> {
    let (owed, needless) = sort(caller, order, most).await?;
    let mut piece = Piece {
        needless,
        ..Piece::default()
    };
    lay_down(caller, order, &owed, &mut piece).await?;
    // A commit whose answer is lost may have been done: those papers stay.
    match enter(caller, order.id, &piece).await {
        Ok((tx, true)) => tx.commit().await?,
        other => {
            // Rolled back before another transaction begins: on SQLite nobody else may write as long as it is open.
            let refused = other.map(drop);
            pick_up(caller, &piece).await?;
            refused?;
            let mut tx = caller.services.db().begin().await?;
            batch::let_go(&mut tx, order.id).await?;
            tx.commit().await?;
            return Ok(Left::Some);
        }
    }
    hand_over(caller, order.id).await?;
    discard_replaced(caller, &piece).await?;
    let mut tx = caller.services.db().read().await?;
    let more = !batch::queued(&mut tx, order.id, 1).await?.is_empty();
    Ok(if more { Left::Some } else { Left::Nothing })
}

type Owed = Vec<(Person, Property)>;

/// The next persons of a batch: who is still owed a letter, and who no longer needs one.
async fn sort(caller: &Caller, order: &Order, most: i64) -> Result<(Owed, Vec<PersonId>)> {
    let clock = caller.services.clock();
    let (today, now) = (clock.today(), clock.now());
    let mut tx = caller.services.db().read().await?;
    let (mut owed, mut needless) = (Vec::new(), Vec::new());
    for id in batch::queued(&mut tx, order.id, most).await? {
        let house = match order.kind.letter() {
            LetterKind::Activation => letter::owed_to(&mut tx, id, today, now, order.anew).await?,
            LetterKind::Recovery => letter::recovers(&mut tx, id, today, now, order.anew).await?,
        };
        match (house, master::person(&mut tx, id).await?) {
            (Some(house), Some(person)) => owed.push((person, house)),
            _ => needless.push(id),
        }
    }
    Ok((owed, needless))
}

/// The PDFs lie in store and box before the codes' hashes are committed: a letter without a live code can be thrown away, a
/// code without its letter could never be used.
async fn lay_down(
    caller: &Caller,
    order: &Order,
    owed: &[(Person, Property)],
    piece: &mut Piece,
) -> Result<()> {
    let kind = order.kind.letter();
    let sketches: Vec<Sketch> = owed
        .iter()
        .map(|(person, house)| sketch(caller, person, house, kind))
        .collect();
    let (papers, hashes) = tokio::try_join!(papers(caller, &sketches), hashes(caller, &sketches))?;
    piece.print = papers.print;
    for ((sketch, paper), hash) in sketches.into_iter().zip(papers.letters).zip(hashes) {
        match paper {
            Ok(paper) => piece.drafts.push(sketch.draft(caller, paper, hash)),
            Err(error) => piece.failed.push((sketch.person.id, reason(&error))),
        }
    }
    Ok(())
}

/// Throws the papers away whose codes will never live.
async fn pick_up(caller: &Caller, piece: &Piece) -> Result<()> {
    let services = &caller.services;
    for draft in &piece.drafts {
        services.blobs().delete(&sha256(&draft.paper.pdf)).await?;
        let removed = services.letter_box().remove(&draft.file()).await;
        removed.map_err(|error| Error::Delivery(error.to_string()))?;
    }
    if !piece.print.is_empty() {
        services.blobs().delete(&sha256(&piece.print)).await?;
    }
    Ok(())
}

/// Throws the papers away whose codes died with this piece: nobody is to post them beside the new ones.
async fn discard_replaced(caller: &Caller, piece: &Piece) -> Result<()> {
    let services = &caller.services;
    for draft in &piece.drafts {
        let mut tx = services.db().read().await?;
        let dead = letter::replaced_by(&mut tx, &draft.new).await?;
        drop(tx);
        for number in dead {
            let name = draft.file_of(&number);
            let discarded = services.letter_box().discard(&name).await;
            discarded.map_err(|error| Error::Delivery(error.to_string()))?;
        }
    }
    Ok(())
}

/// Enters the whole piece; `false` where somebody was quicker with one of its letters, or a number is taken.
async fn enter(caller: &Caller, id: BatchId, piece: &Piece) -> Result<(Tx, bool)> {
    let now = caller.services.clock().now();
    let mut tx = caller.services.db().begin().await?;
    let mut whole = true;
    for person in &piece.needless {
        whole &= batch::leave_out(&mut tx, id, *person, LetterState::Needless, None).await?;
    }
    for (person, reason) in &piece.failed {
        whole &= batch::leave_out(&mut tx, id, *person, LetterState::Failed, Some(reason)).await?;
    }
    if !piece.drafts.is_empty() {
        whole = whole && enter_letters(caller, &mut tx, id, &piece.drafts, &piece.print).await?;
    }
    if whole {
        batch::finish(&mut tx, id, now).await?;
        batch::let_go(&mut tx, id).await?;
    }
    Ok((tx, whole))
}

async fn enter_letters(
    caller: &Caller,
    tx: &mut Tx,
    id: BatchId,
    drafts: &[Draft],
    pdf: &[u8],
) -> Result<bool> {
    let now = caller.services.clock().now();
    let count = i64::try_from(drafts.len()).unwrap_or(i64::MAX);
    let anew = batch::order(tx, id).await?.and_then(|order| order.anew);
    let print = batch::add_print(tx, id, count, &sha256(pdf), now).await?;
    for draft in drafts {
        let done = Rendered {
            person: draft.person.id,
            letter: draft.new.id,
            print,
            recipient: recipient(&draft.person),
            pdf_sha256: sha256(&draft.paper.pdf),
            pages: i64::try_from(draft.paper.pages).unwrap_or(i64::MAX),
        };
        if letter::add(tx, &draft.new, anew).await? != Added::Made
            || !batch::render(tx, id, &done).await?
        {
            return Ok(false);
        }
        let object = Object::Person(draft.person.id.0);
        caller
            .trail(tx, Action::LetterMade, object, AuditResult::Done)
            .await?;
    }
    Ok(true)
}

/// Tells the letter service of each print that it has not heard of: only what it is told of has live codes.
async fn hand_over(caller: &Caller, id: BatchId) -> Result<()> {
    let services = &caller.services;
    let mut tx = services.db().read().await?;
    let waiting = batch::waiting(&mut tx, id).await?;
    drop(tx);
    for print in waiting {
        let mut tx = services.db().read().await?;
        let letters = batch::outcome(&mut tx, id, print.number).await?;
        drop(tx);
        enclose(caller, &letters).await?;
        let sheet = |letter: batch::Outcome| Sheet {
            file: letter.file(),
            recipient: letter.recipient.lines().map(str::to_owned).collect(),
            sha256: letter.pdf_sha256,
            pages: letter.pages,
            reference: letter.reference,
        };
        let manifest = Manifest {
            batch: id.to_string(),
            print: print.number,
            made_at: print.made_at,
            letters: letters.into_iter().map(sheet).collect(),
        };
        let name = format!("{id}-{}.json", print.number);
        let told = services.letter_box().hand_over(&name, &manifest).await;
        told.map_err(|error| Error::Delivery(error.to_string()))?;
        let mut tx = services.db().begin().await?;
        batch::handed_over(&mut tx, id, print.number, services.clock().now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Shows the PDFs, whose codes live by now, and lays them where the letter service fetches them; one that was thrown away
/// meanwhile is not to be posted any more.
async fn enclose(caller: &Caller, letters: &[batch::Outcome]) -> Result<()> {
    let services = &caller.services;
    let names: Vec<String> = letters.iter().map(batch::Outcome::file).collect();
    let released = services.letter_box().release(&names).await;
    released.map_err(|error| Error::Delivery(error.to_string()))?;
    if !services.letter_box().encloses() {
        return Ok(());
    }
    for letter in letters {
        if let Some(pdf) = services.blobs().get(&letter.pdf_sha256).await? {
            let enclosed = services.letter_box().enclose(&letter.file(), &pdf).await;
            enclosed.map_err(|error| Error::Delivery(error.to_string()))?;
        }
    }
    Ok(())
}

/// Why there is no letter, for staff, who can mend it in the ERP.
fn reason(error: &LetterError) -> String {
    match error {
        LetterError::NoRecipient => "Name und Anschrift fehlen.".to_owned(),
        LetterError::TooManyLines(_) => "Die Anschrift hat mehr als sechs Zeilen.".to_owned(),
        LetterError::TooLong { .. } => "Eine Angabe ist länger als 200 Zeichen.".to_owned(),
        LetterError::LineTooWide(line) => {
            format!("Diese Zeile ist zu lang für ihren Platz auf dem Brief: „{line}“.")
        }
        LetterError::Unprintable(signs) => {
            let signs = signs.clone();
            domain::Refusal::Unprintable { signs }.to_string()
        }
        LetterError::TooManyPages { .. } => "Der Text passt nicht auf zwei Seiten.".to_owned(),
        LetterError::QrCode(_) => "Die Adresse des Portals ist zu lang für den QR-Code.".to_owned(),
        LetterError::Template(flaw) => {
            format!("Die Briefvorlage hat einen Fehler. {flaw}")
        }
        LetterError::TooManyLetters(_) | LetterError::Typesetting(_) => {
            format!("Der Brief ließ sich nicht setzen: {error}")
        }
    }
}
