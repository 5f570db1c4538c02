//! Finds class names in the pages that no rule styles: a typing error shows here, not on the screen.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::places::{Places, files_below, read_text};

/// Compares `app/src` with the built style sheet; any class without a rule is a fault.
pub fn check(places: &Places) -> Result<(), Fault> {
    let mut used = BTreeSet::new();
    for path in files_below(&places.root.join("app/src"))? {
        if path.extension().is_some_and(|extension| extension == "rs") {
            used.extend(literals(&read_text(&path)?));
        }
    }
    let styled = selectors(&read_text(&places.work().join("style.css"))?);
    let dead: Vec<&str> = used.difference(&styled).map(String::as_str).collect();
    if dead.is_empty() {
        println!("site: {} class names, each has a rule", used.len());
        return Ok(());
    }
    Err(Fault::DeadClasses {
        count: dead.len(),
        list: dead.join("\n  "),
    })
}

/// Class names written as literals: `class="a b"`, `class=("a b", …)`, `class:a=`.
fn literals(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (opening, ends) in [("class=\"", "\""), ("class=(\"", "\""), ("class:", "= ")] {
        for part in source.split(opening).skip(1) {
            let end = part.find(|letter| ends.contains(letter)).unwrap_or(0);
            found.extend(
                part[..end]
                    .split_whitespace()
                    .filter(|word| is_class(word))
                    .map(str::to_owned),
            );
        }
    }
    found
}

fn is_class(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-')
        && !word.contains(['{', '}', ';', '\\'])
}

/// Class names of all selectors, without their escapes.
fn selectors(css: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut letters = css.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
        }
        if letter != '.' {
            continue;
        }
        let mut name = String::new();
        while let Some(&next) = letters.peek() {
            if next == '\\' {
                letters.next();
                name.extend(letters.next());
            } else if next.is_alphanumeric() || next == '-' || next == '_' {
                name.extend(letters.next());
            } else {
                break;
            }
        }
        if is_class(&name) {
            found.insert(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_without_a_rule_is_seen() {
        let used = literals(
            r#"view! { <p class="card mt-2.5"></p> <a class:open=move || x class=("late", y)></a> }"#,
        );
        let styled = selectors(r".card{a:b}.mt-2{}.open:hover,.late>p{margin:1.5rem}");
        let dead: Vec<_> = used.difference(&styled).collect();
        assert_eq!(dead, ["mt-2.5"]);
    }

    #[test]
    fn escapes_in_selectors_are_undone() {
        let styled = selectors(r".mt-2\.5,.sm\:grid{margin:.5rem}");
        assert_eq!(
            styled.into_iter().collect::<Vec<_>>(),
            ["mt-2.5", "sm:grid"]
        );
    }
}
