//! From a template and its facts to subject, text part and HTML part.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::template::SOURCES;
use super::{MailError, MailTemplate};

/// Who writes: the same for all mails of one house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brand {
    /// The manager's company.
    pub company_name: String,
    /// What the portal is called, as in "Kundenportal".
    pub portal_name: String,
    /// Where the portal is, without a slash at the end.
    pub base_url: String,
    /// One line of address and mail for the foot.
    pub contact_line: String,
    /// The number people may call.
    pub phone: String,
}

/// A mail in words, not yet addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The part for readers without HTML.
    pub text: String,
    /// The part with HTML.
    pub html: String,
}

/// Puts a mail into words.
///
/// # Errors
/// `MailError::Fail` where a template and its facts do not fit; a test renders every template.
pub fn render(brand: &Brand, template: &MailTemplate) -> Result<Rendered, MailError> {
    let name = template.name();
    let facts = context! { brand, mail => template.facts() };
    let part = |file: &str| {
        let whole = format!("{name}/{file}");
        TEMPLATES
            .get_template(&whole)
            .and_then(|template| template.render(&facts))
            .map_err(|error| MailError::Fail(format!("{whole}: {error}")))
    };
    let subject = part("subject.txt")?;
    Ok(Rendered {
        subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
        text: part("body.txt")?,
        html: part("body.html")?,
    })
}

/// Characters of a title in a subject; mail programs on phones show no more.
const MOST_TITLE: usize = 60;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    environment.add_filter("day", day);
    environment.add_filter("moment", moment);
    environment.add_filter("code", code);
    environment.add_filter("short", short);
    for (name, source) in SOURCES {
        if let Err(error) = environment.add_template(name, source) {
            // A template that does not parse is missing when it is asked for, and that fails the test of all mails.
            tracing::error!(%error, name, "mail template does not parse");
        }
    }
    environment
});

/// "2026-04-09" becomes "Do, 9. April 2026".
fn day(value: &Value) -> Result<String, minijinja::Error> {
    let date: NaiveDate = parse(value)?;
    Ok(berlin::long_date(date))
}

/// An instant becomes "Do, 9. April 2026, 8:30 Uhr" in German time.
fn moment(value: &Value) -> Result<String, minijinja::Error> {
    let at: DateTime<Utc> = parse(value)?;
    Ok(berlin::long_moment(at))
}

/// Somebody's own words for a subject: at most [`MOST_TITLE`] characters.
fn short(title: &str) -> String {
    match title.char_indices().nth(MOST_TITLE) {
        Some((end, _)) => format!("{}…", title.split_at(end).0.trim_end()),
        None => title.to_owned(),
    }
}

/// "123456" becomes "123 456".
fn code(digits: &str) -> String {
    match digits.split_at_checked(3) {
        Some((first, second)) if digits.len() == 6 => format!("{first} {second}"),
        _ => digits.to_owned(),
    }
}

fn parse<T: std::str::FromStr>(value: &Value) -> Result<T, minijinja::Error> {
    let unfit = || minijinja::Error::new(ErrorKind::InvalidOperation, "not a date");
    value
        .as_str()
        .ok_or_else(unfit)?
        .parse()
        .map_err(|_| unfit())
}
