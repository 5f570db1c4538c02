//! The papers of a piece: typeset on one core while the codes are hashed on the other.
//!
//! All typesetting of a piece is done by one thread of its own. What it took is taken again by the next one: were it
//! spread over the runtime's threads, each of them would keep as much memory as the largest print takes.

use std::thread;

use bytes::Bytes;
use delivery::{ActivationLetter, LetterError, LetterRun, Paper, Stationery};
use futures::{StreamExt, TryStreamExt, stream};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::digest::sha256;
use crate::letters::Sketch;
use crate::{Caller, Error, Result};

/// Papers that wait for the disk at most.
const WAITING: usize = 4;
/// Codes that are hashed in one turn at the desk: a quarter of a second, in which others wait.
const TURN: usize = 8;
/// Turns at the same time.
const TURNS: usize = 2;

/// What a piece is printed on.
pub(super) struct Papers {
    /// One letter each, in the order of the sketches, or why there is none.
    pub letters: Vec<std::result::Result<Paper, LetterError>>,
    /// All of them in one PDF, each on its own sheet; empty without letters.
    pub print: Vec<u8>,
}

/// What comes from the typesetting thread.
enum Typeset {
    Letter(std::result::Result<Paper, LetterError>),
    Print(std::result::Result<Vec<u8>, LetterError>),
}

/// Sets the letters and their print, and lays them down.
pub(super) async fn papers(caller: &Caller, sketches: &[Sketch]) -> Result<Papers> {
    let words = sketches.iter().map(|sketch| sketch.words.clone()).collect();
    let stationery = caller.services.settings().stationery.clone();
    let (to, mut from) = channel(WAITING);
    let thread = thread::Builder::new().name("typesetting".to_owned());
    thread
        .spawn(move || typeset(&stationery, words, &to))
        .map_err(|_| Error::Internal("no thread for typesetting"))?;
    collect(caller, sketches, &mut from).await
}

/// All letters at once; one by one where one of them does not fit, for the others are sent all the same.
fn typeset(stationery: &Stationery, words: Vec<ActivationLetter>, to: &Sender<Typeset>) {
    let run = LetterRun::lay_out(stationery, &words).ok();
    match run.as_ref().and_then(|run| Some((run, run.apart()?))) {
        Some((run, letters)) => {
            let several = letters.len() > 1;
            let letters = letters.into_iter().map(|paper| Typeset::Letter(Ok(paper)));
            let print = several.then(|| Typeset::Print(run.print().map(|print| print.pdf)));
            hand_over(letters.chain(print), to);
        }
        None => typeset_each(stationery, words, to),
    }
}

/// Ends early where nobody takes the papers any more.
fn hand_over(papers: impl Iterator<Item = Typeset>, to: &Sender<Typeset>) {
    for paper in papers {
        if to.blocking_send(paper).is_err() {
            return;
        }
    }
}

fn typeset_each(stationery: &Stationery, words: Vec<ActivationLetter>, to: &Sender<Typeset>) {
    let mut set = Vec::new();
    for letter in words {
        let paper = delivery::activation_letter(stationery, &letter);
        if paper.is_ok() {
            set.push(letter);
        }
        if to.blocking_send(Typeset::Letter(paper)).is_err() {
            return;
        }
    }
    if set.len() > 1 {
        let print = delivery::activation_letters(stationery, &set).map(|print| print.pdf);
        // Nobody is left to be told where this fails.
        let _ = to.blocking_send(Typeset::Print(print));
    }
}

async fn collect(
    caller: &Caller,
    sketches: &[Sketch],
    from: &mut Receiver<Typeset>,
) -> Result<Papers> {
    let mut papers = Papers {
        letters: Vec::new(),
        print: Vec::new(),
    };
    while let Some(typeset) = from.recv().await {
        match (typeset, sketches.get(papers.letters.len())) {
            (Typeset::Letter(paper), Some(sketch)) => {
                if let Ok(paper) = &paper {
                    lay(caller, sketch, paper).await?;
                }
                papers.letters.push(paper);
            }
            (Typeset::Print(print), _) => papers.print = print?,
            (Typeset::Letter(_), None) => {}
        }
    }
    let set: Vec<&Paper> = papers.letters.iter().flatten().collect();
    let cut_short = papers.letters.len() < sketches.len();
    match set.as_slice() {
        [only] if !cut_short => papers.print = only.pdf.clone(),
        several if cut_short || (several.len() > 1 && papers.print.is_empty()) => {
            return Err(Error::Internal("a print was cut short"));
        }
        _ => {}
    }
    if !papers.print.is_empty() {
        let print = Bytes::from(papers.print.clone());
        caller.services.blobs().put(&sha256(&print), print).await?;
    }
    Ok(papers)
}

async fn lay(caller: &Caller, sketch: &Sketch, paper: &Paper) -> Result<()> {
    let services = &caller.services;
    let pdf = Bytes::from(paper.pdf.clone());
    services.blobs().put(&sha256(&pdf), pdf).await?;
    let laid = services.letter_box();
    let laid = laid.put(&sketch.file(), &paper.pdf).await;
    laid.map_err(|error| Error::Delivery(error.to_string()))
}

/// The hashes of all codes, in the order of the sketches.
pub(super) async fn hashes(caller: &Caller, sketches: &[Sketch]) -> Result<Vec<String>> {
    let services = &caller.services;
    let params = services.settings().security.code_hash;
    let secrets: Vec<Vec<&str>> = sketches
        .chunks(TURN)
        .map(|turn| turn.iter().map(Sketch::secret).collect())
        .collect();
    let turns = secrets.into_iter().map(|secrets| async move {
        let desk = services.hash_desk();
        desk.hash_all(&secrets, params, services.chance()).await
    });
    let turns: Vec<_> = turns.collect();
    let hashes: Vec<Vec<String>> = stream::iter(turns).buffered(TURNS).try_collect().await?;
    Ok(hashes.concat())
}
