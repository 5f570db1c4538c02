//! Makes somebody's own words fit the pages of a receipt, whatever they look like, without leaving one out.

/// What a line break is written as where the lines are run on.
const BREAK: &str = " ¶ ";
/// Characters after which a word may go on in the next line: some people write without blanks.
const WORD: usize = 40;

/// Words that fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted {
    /// The words with their line breaks.
    pub words: String,
    /// There were too many breaks: each is a sign now.
    pub run_on: bool,
}

/// Shrinks runs of blank lines to one, and runs the lines on where there are more than `most`.
pub(super) fn fit(text: &str, most: usize) -> Fitted {
    let mut lines: Vec<String> = text.split('\n').map(breakable).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    let run_on = lines.len() > most;
    let words = if run_on {
        lines.retain(|line| !line.is_empty());
        lines.join(BREAK)
    } else {
        lines.join("\n")
    };
    Fitted { words, run_on }
}

/// A line without blanks at its end, whose long words may be broken at places nobody sees.
fn breakable(line: &str) -> String {
    let mut since = 0;
    let mut broken = String::with_capacity(line.len());
    for c in line.trim_end().chars() {
        since = if c.is_whitespace() { 0 } else { since + 1 };
        if since > WORD {
            broken.push('\u{200b}');
            since = 1;
        }
        broken.push(c);
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_much_is_changed() {
        let long = "W".repeat(41);
        let broken = format!("{}\u{200b}W", "W".repeat(40));
        for (text, words, run_on) in [
            ("eins\n\nzwei", "eins\n\nzwei", false),
            ("eins\n \n\t\n\nzwei  ", "eins\n\nzwei", false),
            ("a\nb\n\n\nc\nd", "a ¶ b ¶ c ¶ d", true),
            (&long, &broken, false),
        ] {
            let fitted = fit(text, 4);
            assert_eq!((fitted.words.as_str(), fitted.run_on), (words, run_on));
        }
    }
}
