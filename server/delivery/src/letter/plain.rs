//! Makes any text fit to be printed: nothing in it acts, nothing in it is invisible.

use super::LetterError;
use super::press;

/// Longest line anybody may hand in, in characters.
const MOST: usize = 200;

/// One line of plain text: line breaks become blanks, what cannot be printed becomes "?".
///
/// # Errors
/// `TooLong` from 201 characters on.
pub(super) fn line(field: &'static str, text: &str) -> Result<String, LetterError> {
    let line = cleaned(text, |_| ' ');
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > MOST {
        Err(LetterError::TooLong { field, most: MOST })
    } else {
        Ok(line)
    }
}

/// A line of a name or an address: it is printed whole or not at all.
///
/// # Errors
/// `Unprintable` names what no font has a shape for; `TooLong` from 201 characters on.
pub(super) fn whole(field: &'static str, text: &str) -> Result<String, LetterError> {
    let line = line(field, text)?;
    let mut lost: Vec<String> = Vec::new();
    for c in text.chars().filter(|c| !is_invisible(*c) && !has_shape(*c)) {
        let c = c.to_string();
        if !lost.contains(&c) {
            lost.push(c);
        }
    }
    if lost.is_empty() {
        Ok(line)
    } else {
        Err(LetterError::Unprintable(lost.join(" ")))
    }
}

/// Plain text that keeps its line breaks.
///
/// # Errors
/// `TooLong` above `most` characters.
pub(super) fn text(field: &'static str, text: &str, most: usize) -> Result<String, LetterError> {
    if text.chars().count() > most {
        return Err(LetterError::TooLong { field, most });
    }
    Ok(cleaned(&text.replace("\r\n", "\n"), |c| {
        if c == '\n' { '\n' } else { ' ' }
    }))
}

fn cleaned(text: &str, control: impl Fn(char) -> char) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '\u{202f}' => '\u{a0}',
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_control() => control(c),
            c if has_shape(c) => c,
            _ => '?',
        })
        .collect()
}

/// Whether something of a character reaches the paper, be it a blank.
fn has_shape(c: char) -> bool {
    let hyphen = matches!(c, '\u{2010}' | '\u{2011}');
    hyphen || c.is_control() || c.is_whitespace() || press::can_print(c)
}

/// Characters without a shape; some of them turn the order of the others around.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_text_and_breaks_become_blanks() {
        assert_eq!(
            line("x", "#read(\"/etc/passwd\")\n*fett*\t$x$").unwrap(),
            "#read(\"/etc/passwd\") *fett* $x$"
        );
    }

    #[test]
    fn what_turns_text_around_is_dropped_and_what_has_no_shape_is_marked() {
        assert_eq!(
            line("x", "Anna\u{202e}gro.live\u{200b} 😀 Łukasz Жанна דוד علي").unwrap(),
            "Annagro.live ? Łukasz Жанна דוד علي"
        );
    }

    #[test]
    fn a_name_is_printed_whole_or_not_at_all() {
        for (name, wanted) in [
            ("Zoë Łukasz\u{2010}Ж\u{200b}\u{202f}\n", Ok("Zoë Łukasz-Ж")),
            ("小龙 李 小", Err("小 龙 李")),
            ("Frieda 😀", Err("😀")),
        ] {
            let wanted = wanted
                .map(str::to_owned)
                .map_err(|lost| LetterError::Unprintable(lost.to_owned()));
            assert_eq!(whole("x", name), wanted, "{name}");
        }
    }

    #[test]
    fn a_line_has_an_end() {
        assert!(line("x", &"ä".repeat(200)).is_ok());
        assert_eq!(
            line("name", &"ä".repeat(201)),
            Err(LetterError::TooLong {
                field: "name",
                most: 200
            })
        );
    }
}
