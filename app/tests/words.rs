//! The texts of the pages: short sentences, plain words, the same word for one thing.

use std::collections::BTreeMap;
use std::path::Path;

use domain::State;

/// Most words of one sentence (DIN 8581-1).
const MOST_WORDS: usize = 20;

/// Words that people need not know.
const AVOIDED: [&str; 7] = [
    "zeitnah",
    "Obliegenheit",
    "Sachbearbeiter",
    "zugestellt",
    "bzw.",
    "ggf.",
    "Absenden",
];

fn texts() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/de");
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).expect("the folder of texts") {
        let path = file.expect("a file of texts").path();
        let text = std::fs::read_to_string(&path).expect("readable texts");
        let parsed: BTreeMap<String, String> = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let space = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        all.extend(
            parsed
                .into_iter()
                .map(|(key, text)| (format!("{space}.{key}"), text)),
        );
    }
    all
}

#[test]
fn sentences_are_short() {
    for (key, text) in texts() {
        for sentence in text.split_inclusive(['.', '!', '?', ':']) {
            let words = sentence.split_whitespace().count();
            assert!(words <= MOST_WORDS, "{key}: {words} words in {sentence:?}");
        }
    }
}

#[test]
fn plain_words_are_used() {
    for (key, text) in texts() {
        for word in AVOIDED {
            assert!(!text.contains(word), "{key}: {word}");
        }
    }
}

#[test]
fn a_state_has_one_word_on_pages_and_in_mails() {
    let texts = texts();
    for (state, key) in [
        (State::Received, "received"),
        (State::InProgress, "in_progress"),
        (State::Question, "question"),
        (State::Commissioned, "commissioned"),
        (State::Appointment, "appointment"),
        (State::Fixed, "fixed"),
        (State::Closed, "closed"),
        (State::Rejected, "rejected"),
        (State::Withdrawn, "withdrawn"),
        (State::Reopened, "reopened"),
    ] {
        let shown = texts.get(&format!("frame.state_{key}"));
        assert_eq!(shown.map(String::as_str), Some(state.word()));
    }
}
