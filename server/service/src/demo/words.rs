//! The small talk around a story: greetings, access, dates, questions in between.

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use domain::ticket::Place;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

const OPENINGS: [&str; 6] = [
    "Guten Tag,\n\n",
    "Hallo,\n\n",
    "Sehr geehrte Damen und Herren,\n\n",
    "Guten Tag,\n\n",
    "",
    "",
];
const ENDINGS: [&str; 6] = [
    "\n\nViele Grüße\n",
    "\n\nMit freundlichen Grüßen\n",
    "\n\nDanke im Voraus\n",
    "\n\nBeste Grüße\n",
    "",
    "",
];
const ACCESS: [&str; 6] = [
    "Ich bin werktags ab 17 Uhr zu Hause.",
    "Am besten vormittags. Bitte vorher anrufen.",
    "Zeit passt fast immer, ich arbeite zu Hause.",
    "Dienstags und donnerstags den ganzen Tag.",
    "Der Hauswart darf mit seinem Schlüssel hinein.",
    "Bitte nicht vor 9 Uhr. Wir haben einen Hund, er ist friedlich.",
];
const VISITS: [&str; 4] = [
    "Heute war der Handwerker da. ",
    "Die Firma war pünktlich. ",
    "Der Monteur ist gerade gegangen. ",
    "",
];

/// A resident asks in between, staff answer.
pub(super) const NUDGES: [(&str, &str); 6] = [
    (
        "Gibt es schon etwas Neues?",
        "Die Firma hat den Auftrag bestätigt. Sobald wir den Termin haben, steht er hier.",
    ),
    (
        "Bei mir hat sich noch niemand gemeldet.",
        "Danke für den Hinweis. Wir haben bei der Firma nachgefragt, sie ruft Sie bis morgen an.",
    ),
    (
        "Ab nächster Woche bin ich im Urlaub. Meine Nachbarin kann öffnen.",
        "Danke, wir haben das für die Firma notiert.",
    ),
    (
        "Muss ich beim Termin dabei sein?",
        "Ja, bitte, oder eine Person, der Sie vertrauen. Es dauert ungefähr eine Stunde.",
    ),
    (
        "Entstehen mir dafür Kosten?",
        "Nein, die Reparatur trägt das Haus.",
    ),
    (
        "Es ist etwas schlimmer geworden, bitte denken Sie daran.",
        "Wir haben die Firma um einen früheren Termin gebeten.",
    ),
];

/// A report as people send it.
pub(super) fn letter(text: &str, name: &str, dice: &mut StdRng) -> String {
    let opening = OPENINGS.choose(dice).copied().unwrap_or_default();
    let ending = ENDINGS.choose(dice).copied().unwrap_or_default();
    let name = if ending.is_empty() { "" } else { name };
    format!("{opening}{text}{ending}{name}")
}

/// Phone, and for a flat when somebody may come in.
pub(super) fn access(phone: &str, place: Option<Place>, dice: &mut StdRng) -> String {
    match (place, ACCESS.choose(dice)) {
        (Some(Place::Flat), Some(times)) => format!("Tel. {phone}. {times}"),
        _ if dice.random_bool(0.4) => format!("Tel. {phone}"),
        _ => String::new(),
    }
}

/// What a resident writes after the firm was there.
pub(super) fn visited(thanks: &str, dice: &mut StdRng) -> String {
    let visit = VISITS.choose(dice).copied().unwrap_or_default();
    format!("{visit}{thanks}")
}

/// "Der Termin steht: Do, 9. April, 9:15 Uhr, Tischlerei Spanholz. …", as written on a day.
pub(super) fn appointment(
    firm: &str,
    at: DateTime<Utc>,
    written: NaiveDate,
    place: Option<Place>,
    dice: &mut StdRng,
) -> String {
    let moment = berlin::moment(at, written);
    let said = format!("Der Termin steht: {moment}, {firm}.");
    let asked = [
        "Passt Ihnen das nicht, schreiben Sie uns bitte hier.",
        "Bitte sorgen Sie dafür, dass die Stelle frei zugänglich ist.",
        "Der Termin dauert ungefähr eine Stunde.",
    ];
    match asked.choose(dice) {
        Some(asked) if place == Some(Place::Flat) => format!("{said} {asked}"),
        _ => said,
    }
}
