//! Finds phone numbers and e-mail addresses in the operator's texts, so that they can be pressed.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Neither of the others.
    Words(String),
    /// "030 23125 300".
    Phone(String),
    /// "post@verwaltung.example".
    Email(String),
}

/// Digits of the shortest number with its area code.
const FEWEST_DIGITS: usize = 7;

/// The text in pieces, none of them empty.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((at, piece, end)) = next(rest) {
        found.extend(words(rest, at));
        found.push(piece);
        rest = rest.get(end..).unwrap_or_default();
    }
    found.extend(words(rest, rest.len()));
    found
}

fn words(text: &str, end: usize) -> Option<Piece> {
    let words = text.get(..end).filter(|words| !words.is_empty())?;
    Some(Piece::Words(words.to_owned()))
}

/// The first number or address, where it begins and ends.
fn next(text: &str) -> Option<(usize, Piece, usize)> {
    let mut before = ' ';
    for (at, here) in text.char_indices() {
        let begins = before.is_whitespace() || before == '(';
        before = here;
        let Some(rest) = text.get(at..).filter(|_| begins) else {
            continue;
        };
        if let Some(email) = email(rest) {
            return Some((at, Piece::Email(email.to_owned()), at + email.len()));
        }
        if let Some(phone) = phone(rest) {
            return Some((at, Piece::Phone(phone.to_owned()), at + phone.len()));
        }
    }
    None
}

fn email(text: &str) -> Option<&str> {
    let word = text.split(char::is_whitespace).next()?;
    let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
    let (name, host) = word.split_once('@')?;
    (name.starts_with(char::is_alphanumeric) && host.contains('.')).then_some(word)
}

/// Begins with 0 or +, has an area code set apart, and enough digits: no postal code, no number of a register.
fn phone(text: &str) -> Option<&str> {
    let part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '/' | '+');
    let run = text.split(|c| !part(c)).next()?;
    let number = run.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let apart = number
        .trim_start_matches('+')
        .contains(|c: char| !c.is_ascii_digit());
    (number.starts_with(['0', '+']) && apart && digits >= FEWEST_DIGITS).then_some(number)
}
