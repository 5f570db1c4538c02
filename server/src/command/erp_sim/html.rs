//! The pages of the simulated ERP, as text: no scripts, one small style, each value escaped.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::berlin;
use serde_json::{Map, Value};
use service::erp::path_step;
use store::sim::{Command, Record};

use super::{
    books,
    form::{SHOWN, shown},
    mischief::{Delay, Mischief},
};
use crate::http::page::escape;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884}\
*{box-sizing:border-box}\
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif}\
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;border-bottom:1px solid var(--line);padding-bottom:.5rem}\
nav a,td a{display:inline-block;padding:.75rem 0}\
section,article{border:1px solid var(--line);border-radius:.5rem;padding:0 1rem 1rem;margin:1rem 0}\
label{display:block;margin-top:.75rem}\
input:not([type=checkbox],[type=hidden]),select{width:100%;min-height:3rem;font:inherit;padding:.5rem}\
input[type=checkbox]{width:1.5rem;height:1.5rem;vertical-align:middle}\
.check{min-height:3rem;display:flex;gap:.75rem;align-items:center}\
button{min-height:3rem;font:inherit;padding:.5rem 1rem;margin:.75rem .5rem 0 0}\
table{width:100%;border-collapse:collapse}td,th{text-align:left;border-bottom:1px solid var(--line);padding:.25rem .5rem .25rem 0}\
.told{border-left:.25rem solid;padding-left:.75rem}dt{font-weight:600}dd{margin:0}";

/// Rows of a list.
const ROWS: usize = 200;

/// What the first page shows.
#[derive(Debug)]
pub struct Overview {
    /// The portal's address.
    pub portal: String,
    /// Whether it has a key for it.
    pub speaks: bool,
    /// When it answers by itself.
    pub delay: Delay,
    /// Which misbehaviour is on.
    pub on: Vec<Mischief>,
    /// Deliveries under way.
    pub under_way: i64,
    /// What went wrong last.
    pub trouble: Option<String>,
    /// The newest first.
    pub commands: Vec<Command>,
}

/// A whole page.
pub fn page(title: &str, body: &str) -> String {
    let mut links = String::from("<a href=\"/\">Übersicht</a>");
    for (entity, path) in SHOWN {
        let _ = write!(links, "<a href=\"/{path}\">{}</a>", entity.words().1);
    }
    format!(
        "<!doctype html><html lang=\"de\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} · Simuliertes ERP</title><style>{STYLE}</style></head><body><nav aria-label=\"Bereiche\">{links}</nav>\
         <main><h1>{title}</h1>{body}</main></body></html>",
        title = escape(title)
    )
}

/// Behaviour and commands.
pub fn overview(seen: &Overview) -> String {
    let mut body = String::new();
    let portal = escape(&seen.portal);
    let _ = match seen.speaks {
        true => write!(
            body,
            "<p>Spricht mit dem Portal unter <a href=\"{portal}\">{portal}</a>. Unterwegs: {}.</p>",
            seen.under_way
        ),
        false => write!(
            body,
            "<p class=\"told\">Ohne Schlüssel spricht es nicht mit dem Portal. Starten Sie es mit --key und --secret.</p>"
        ),
    };
    if let Some(trouble) = &seen.trouble {
        let _ = write!(
            body,
            "<p class=\"told\">Zuletzt abgewiesen: {}</p>",
            escape(trouble)
        );
    }
    body.push_str("<h2>Aufträge des Portals</h2>");
    if seen.commands.is_empty() {
        body.push_str("<p>Noch hat das Portal nichts gemeldet. Ändert jemand dort seine E-Mail-Adresse, steht es hier.</p>");
    }
    for command in &seen.commands {
        body.push_str(&one_command(command));
    }
    body.push_str(&behaviour(seen));
    page("Simuliertes ERP", &body)
}

fn one_command(command: &Command) -> String {
    let words = books::words(command);
    let part = |name: &str| books::change(&words, name).map(escape);
    let what = match command.kind.as_str() {
        "change_requested" => "Änderung beantragt",
        "change_withdrawn" => "Änderung zurückgezogen",
        "ticket_filed" => "Vorgang gemeldet",
        other => other,
    };
    let mut text = format!(
        "<article><h3>{}. {}</h3><dl>",
        command.position,
        escape(what)
    );
    for (name, label) in [
        ("person", "Person"),
        ("kind", "Was"),
        ("old_value", "Bisher"),
        ("new_value", "Neu"),
        ("promised_on", "Zugesagt bis"),
    ] {
        if let Some(value) = part(name) {
            let _ = write!(text, "<dt>{label}</dt><dd>{value}</dd>");
        }
    }
    let _ = write!(
        text,
        "<dt>Stand</dt><dd>{}</dd></dl>",
        escape(&standing(command))
    );
    if command.answer.is_none() {
        let id = escape(&command.id);
        let _ = write!(
            text,
            "<form method=\"post\" action=\"/auftraege/{id}/bestaetigen\"><button>Bestätigen</button></form>\
             <form method=\"post\" action=\"/auftraege/{id}/ablehnen\"><label>Grund der Ablehnung\
             <input name=\"grund\" required maxlength=\"500\"></label><button>Ablehnen</button></form>"
        );
    }
    text.push_str("</article>");
    text
}

fn standing(command: &Command) -> String {
    let at = |at: Option<DateTime<Utc>>| at.map(berlin::long_moment).unwrap_or_default();
    match (&command.answer, &command.reason, command.answer_at) {
        (Some(answer), Some(reason), _) => format!("{answer}: {reason}"),
        (Some(answer), None, _) => format!("{answer} {}", at(command.answered_at)),
        (None, _, None) => "wartet auf Sie".to_owned(),
        (None, _, due) => format!("wird von selbst bestätigt, {}", at(due)),
    }
}

fn behaviour(seen: &Overview) -> String {
    let mut text = String::from(
        "<section><h2>Verhalten</h2><form method=\"post\" action=\"/verhalten\"><label>Antwortet von selbst<select name=\"antwort\">",
    );
    for (delay, word, label) in Delay::ALL {
        let selected = if delay == seen.delay { " selected" } else { "" };
        let _ = write!(text, "<option value=\"{word}\"{selected}>{label}</option>");
    }
    text.push_str("</select></label>");
    for (kind, name, label) in Mischief::ALL {
        let checked = if seen.on.contains(&kind) {
            " checked"
        } else {
            ""
        };
        let _ = write!(
            text,
            "<label class=\"check\"><input type=\"checkbox\" name=\"{name}\" value=\"on\"{checked}>{label}</label>"
        );
    }
    text.push_str("<button>Verhalten speichern</button></form></section>");
    text
}

/// Records of a kind, those that hold a word.
pub fn records(title: &str, path: &str, rows: &[Record], word: &str) -> String {
    let sought = word.to_lowercase();
    let found: Vec<&Record> = rows
        .iter()
        .filter(|row| row.body.to_lowercase().contains(&sought))
        .collect();
    let mut body = format!(
        "<form><label>Suchen<input type=\"search\" name=\"suche\" value=\"{}\"></label><button>Suchen</button></form><p>{} von {}</p>\
         <table><thead><tr><th>Referenz</th><th>Inhalt</th></tr></thead><tbody>",
        escape(word),
        found.len(),
        rows.len()
    );
    for row in found.into_iter().take(ROWS) {
        let address = escape(&path_step(&row.reference));
        let _ = write!(
            body,
            "<tr><td><a href=\"/{path}/{address}\">{}</a></td><td>{}</td></tr>",
            escape(&row.reference),
            escape(&summary(row))
        );
    }
    body.push_str("</tbody></table>");
    page(title, &body)
}

fn summary(row: &Record) -> String {
    let fields = books::fields(row);
    let said = [
        "first_name",
        "last_name",
        "name",
        "label",
        "unit",
        "contract",
        "amount",
        "email",
    ];
    let values = said.iter().filter_map(|name| fields.get(*name)).map(shown);
    let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    values.join(" · ")
}

/// One record with a field for each value.
pub fn record(
    title: &str,
    row: &Record,
    values: &Map<String, Value>,
    told: Option<&str>,
) -> String {
    let mut body = format!("<p>Revision {}</p>", row.revision);
    if let Some(told) = told {
        let _ = write!(
            body,
            "<p class=\"told\" role=\"status\">{}</p>",
            escape(told)
        );
    }
    body.push_str("<form method=\"post\">");
    for (name, value) in values {
        let fixed = if name == "reference" { " readonly" } else { "" };
        let (name, value) = (escape(name), escape(&shown(value)));
        let _ = write!(
            body,
            "<label>{name}<input name=\"{name}\" value=\"{value}\"{fixed}></label>"
        );
    }
    body.push_str(
        "<button>Speichern</button><button name=\"nur_melden\" value=\"ja\">Ereignis noch einmal senden</button></form>",
    );
    page(title, &body)
}
