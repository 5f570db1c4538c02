//! What is typed to search for, as patterns of `LIKE … ESCAPE '!'`.

/// Words of a search that count; more never narrow it down.
pub(crate) const WORDS: usize = 3;

/// A pattern for each word.
pub(crate) fn patterns(wanted: &str) -> Vec<String> {
    let lower = wanted.to_lowercase();
    let words = lower.split_whitespace().take(WORDS);
    words.map(containing).collect()
}

/// A pattern for text that holds a word.
fn containing(word: &str) -> String {
    let plain: String = word
        .chars()
        .flat_map(|c| match c {
            '!' | '%' | '_' => vec!['!', c],
            _ => vec![c],
        })
        .collect();
    format!("%{plain}%")
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn a_word_is_only_itself() {
        for (wanted, found) in [
            ("Lindt", vec!["%lindt%"]),
            ("100%_!", vec!["%100!%!_!!%"]),
            (" Öl  im Keller rechts ", vec!["%öl%", "%im%", "%keller%"]),
            (" ", vec![]),
        ] {
            assert_eq!(patterns(wanted), found);
        }
    }
}
