//! Topics have one word on pages, in mails and in lists.

use domain::ticket::Topic;
use serde_json::Value;

/// "DoorsAndWindows" as a key: "doors_and_windows".
fn key(variant: &str) -> String {
    let mut key = String::new();
    for letter in variant.chars() {
        if letter.is_uppercase() && !key.is_empty() {
            key.push('_');
        }
        key.extend(letter.to_lowercase());
    }
    key
}

#[test]
fn topics_are_called_the_same_on_pages_and_in_mails() {
    let tickets: Value = serde_json::from_str(include_str!("../locales/de/tickets.json")).unwrap();
    for topic in Topic::ALL {
        let word = tickets[format!("topic_{}", key(&format!("{topic:?}")))].as_str();
        // Soft hyphens only say where a narrow tile may break.
        let word = word.map(|word| word.replace('\u{ad}', ""));
        assert_eq!(word.as_deref(), Some(topic.word()), "{topic:?}");
    }
}
