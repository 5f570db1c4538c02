//! Splits a text into records and fields by RFC 4180, with the line on which each record begins.
//!
//! Written here because the line is half of what the report is for: a record may span lines, blank lines count, and
//! a quote that nobody closes must be found where it opens, not at the end of the file.

use std::borrow::Cow;
use std::fmt;

/// One record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// Where it begins, from 1.
    pub number: u64,
    /// Its fields, blanks at both ends taken off.
    pub fields: Vec<Cow<'t, str>>,
}

/// A record that cannot be split.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The quote that opens on this line is never closed; nothing after it can be read.
    QuoteNotClosed(u64),
    /// Behind a closing quote stands something else than a separator.
    TextAfterQuote(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::QuoteNotClosed(_) => {
                "Das Anführungszeichen wird nicht geschlossen. Alles danach ist nicht lesbar."
            }
            Self::TextAfterQuote(_) => {
                "Nach dem schließenden Anführungszeichen steht Text. Verdoppeln Sie Anführungszeichen im Feld."
            }
        })
    }
}

/// The records of a text, blank ones left out.
pub(crate) struct Lines<'t> {
    rest: &'t str,
    number: u64,
    separator: char,
    quote: char,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str, separator: char) -> Self {
        Self::with_quote(text, separator, '"')
    }

    /// With another sign around fields than the usual one.
    pub(crate) fn with_quote(text: &'t str, separator: char, quote: char) -> Self {
        Self {
            rest: text,
            number: 1,
            separator,
            quote,
        }
    }

    /// A record; `None` at the end of the text.
    fn record(&mut self) -> Option<Result<Line<'t>, Fault>> {
        if self.rest.is_empty() {
            return None;
        }
        let number = self.number;
        let mut fields = Vec::new();
        loop {
            match self.field() {
                Ok(field) => fields.push(field),
                Err(fault) => return Some(Err(fault)),
            }
            match self.rest.strip_prefix(self.separator) {
                Some(rest) => self.rest = rest,
                None => break,
            }
        }
        self.end_of_line();
        Some(Ok(Line { number, fields }))
    }

    fn field(&mut self) -> Result<Cow<'t, str>, Fault> {
        match self.rest.strip_prefix(self.quote) {
            Some(rest) => self.quoted(rest),
            None => {
                let separator = self.separator;
                let end = self
                    .rest
                    .find(|c| c == separator || is_break(c))
                    .unwrap_or(self.rest.len());
                let (field, rest) = self.rest.split_at(end);
                self.rest = rest;
                Ok(Cow::Borrowed(field.trim()))
            }
        }
    }

    /// A field in quotes, `rest` beginning behind the opening one; a doubled quote inside stands for one.
    fn quoted(&mut self, rest: &'t str) -> Result<Cow<'t, str>, Fault> {
        let (opened, width) = (self.number, self.quote.len_utf8());
        let mut from = 0;
        let end = loop {
            let Some(at) = rest[from..].find(self.quote).map(|at| from + at) else {
                self.rest = "";
                return Err(Fault::QuoteNotClosed(opened));
            };
            if !rest[at + width..].starts_with(self.quote) {
                break at;
            }
            from = at + 2 * width;
        };
        let (field, behind) = (&rest[..end], &rest[end + width..]);
        self.number += breaks(field);
        self.rest = behind;
        if !behind.is_empty()
            && !behind.starts_with(self.separator)
            && !behind.starts_with(is_break)
        {
            self.rest = &behind[behind.find(is_break).unwrap_or(behind.len())..];
            self.end_of_line();
            return Err(Fault::TextAfterQuote(opened));
        }
        let field = field.trim();
        Ok(if field.contains(self.quote) {
            let one = self.quote.to_string();
            Cow::Owned(field.replace(&one.repeat(2), &one))
        } else {
            Cow::Borrowed(field)
        })
    }

    fn end_of_line(&mut self) {
        let rest = self.rest;
        if let Some(rest) = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(is_break))
        {
            self.rest = rest;
            self.number += 1;
        }
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Result<Line<'t>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.record()? {
                Ok(line) if line.fields.iter().all(|field| field.is_empty()) => {}
                record => return Some(record),
            }
        }
    }
}

/// The separator of a header: whichever of the two occurs more often.
pub(crate) fn separator(text: &str) -> char {
    let header = text
        .split(is_break)
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    if header.matches(',').count() > header.matches(';').count() {
        ','
    } else {
        ';'
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Line breaks of a text; `\r\n` is one.
fn breaks(text: &str) -> u64 {
    let pairs = text.matches("\r\n").count();
    u64::try_from(text.matches(is_break).count() - pairs).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, separator: char) -> Vec<(u64, String)> {
        Lines::new(text, separator)
            .map(|record| record.map(|line| (line.number, line.fields.join("|"))))
            .map(|record| record.unwrap_or_else(|fault| (0, format!("{fault:?}"))))
            .collect()
    }

    #[test]
    fn records_know_the_line_on_which_they_begin() {
        let text = "a;b\r\n\r\n\"x\r\ny\"; z \r\n;\rlast;\"say \"\"hi\"\"\"";
        let wanted = [(1, "a|b"), (3, "x\r\ny|z"), (6, "last|say \"hi\"")];
        assert_eq!(
            split(text, ';'),
            wanted.map(|(line, fields)| (line, fields.to_owned()))
        );
    }

    #[test]
    fn a_quote_left_open_is_found_where_it_opens() {
        assert_eq!(
            split("a;b\nc;\"d\ne;f\n", ';').last(),
            Some(&(0, "QuoteNotClosed(2)".to_owned()))
        );
        let read = split("a\n\"b\" c\nd", ';');
        assert_eq!(read[1], (0, "TextAfterQuote(2)".to_owned()));
        assert_eq!(read[2], (3, "d".to_owned()), "the next line is read again");
    }

    #[test]
    fn the_header_shows_the_separator() {
        assert_eq!(separator("\na,b,c;d"), ',');
        assert_eq!(separator("a;b,c;d"), ';');
        assert_eq!(separator(""), ';');
    }

    proptest::proptest! {
        #[test]
        fn any_text_ends(text in "[a\";,\\r\\n ä]{0,80}|\\PC*") {
            let read = Lines::new(&text, ';').count();
            proptest::prop_assert!(read <= text.len() + 1);
        }
    }
}
