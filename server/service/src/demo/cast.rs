//! The people whose logins are shown, and what has happened to them.

use domain::State;

use super::master::PAST_LEASE;

/// Somebody with a login of the demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Reference of the person.
    pub person: &'static str,
    /// What the person shows, as printed at the start.
    pub role: &'static str,
}

/// The tenant whose tickets are the richest.
pub(super) const TENANT: Part = Part {
    person: "P-0004",
    role: "Mieterin",
};
/// Named in the same lease.
pub(super) const CO_TENANT: Part = Part {
    person: "P-0005",
    role: "Mitmieter",
};
/// Lives next door and sees nothing of it.
pub(super) const NEIGHBOUR: Part = Part {
    person: "P-0006",
    role: "Nachbar",
};
/// Owns a flat and lives in it.
pub(super) const OWNER: Part = Part {
    person: "P-0056",
    role: "Eigentümer",
};
/// Tenant of one flat, owner of another.
pub(super) const BOTH: Part = Part {
    person: "P-0018",
    role: "Mieterin und Eigentümerin",
};
/// Moved out some months ago.
pub(super) const PAST: Part = Part {
    person: "P-0010",
    role: "Frühere Mieterin",
};
/// Has an unused letter and no account.
pub(super) const NEWCOMER: &str = "P-0036";

/// All printed logins of residents.
pub(super) const PARTS: [Part; 6] = [TENANT, CO_TENANT, NEIGHBOUR, OWNER, BOTH, PAST];

/// A ticket that is told by hand, so that each login has something to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub contract: &'static str,
    pub person: &'static str,
    /// The first title of the story.
    pub story: &'static str,
    pub state: State,
    /// Working days since the last turn.
    pub age: u32,
    pub shared: bool,
}

const fn told(
    contract: &'static str,
    person: Part,
    story: &'static str,
    state: State,
    age: u32,
) -> Told {
    Told {
        contract,
        person: person.person,
        story,
        state,
        age,
        shared: true,
    }
}

const fn private(told: Told) -> Told {
    Told {
        shared: false,
        ..told
    }
}

/// The tickets told by hand.
pub(super) const TOLD: &[Told] = &[
    told(
        "M-101-03-1",
        TENANT,
        "Wasserhahn im Bad tropft",
        State::Question,
        0,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Heizkörper im Wohnzimmer bleibt kalt",
        State::Appointment,
        0,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Briefkasten aufgebrochen",
        State::Fixed,
        2,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Licht im Treppenhaus geht nicht",
        State::Commissioned,
        1,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Kopie meines Mietvertrags",
        State::Received,
        0,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Schimmel in der Ecke des Schlafzimmers",
        State::Closed,
        48,
    ),
    private(told(
        "M-101-03-1",
        TENANT,
        "Laute Musik nachts",
        State::Closed,
        22,
    )),
    told(
        "M-101-03-1",
        TENANT,
        "Darf ich eine Katze halten?",
        State::Closed,
        95,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Parkett löst sich",
        State::Rejected,
        74,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Fahrräder versperren den Fluchtweg",
        State::Withdrawn,
        130,
    ),
    told(
        "M-101-03-1",
        TENANT,
        "Abfluss in der Dusche verstopft",
        State::Closed,
        190,
    ),
    told(
        "M-101-03-1",
        CO_TENANT,
        "Klingel und Gegensprechanlage stumm",
        State::InProgress,
        1,
    ),
    private(told(
        "M-101-03-1",
        CO_TENANT,
        "Mietbescheinigung fürs Amt",
        State::Closed,
        9,
    )),
    told(
        "M-101-03-1",
        CO_TENANT,
        "Toilettenspülung läuft ständig",
        State::Closed,
        160,
    ),
    told(
        "M-101-04-1",
        NEIGHBOUR,
        "Aufzug steht mit offener Tür",
        State::Reopened,
        0,
    ),
    told(
        "M-101-04-1",
        NEIGHBOUR,
        "Rauchmelder piept alle paar Minuten",
        State::Closed,
        35,
    ),
    told(
        "M-101-04-1",
        NEIGHBOUR,
        "Namensschild an Klingel und Briefkasten",
        State::InProgress,
        2,
    ),
    told(
        "E-103-05-1",
        OWNER,
        "Feuchter Fleck an der Decke unter der Terrasse",
        State::Commissioned,
        2,
    ),
    told(
        "E-103-05-1",
        OWNER,
        "Antrag für die Eigentümerversammlung",
        State::InProgress,
        1,
    ),
    told(
        "E-103-05-1",
        OWNER,
        "Protokoll der letzten Versammlung",
        State::Closed,
        60,
    ),
    told(
        "E-103-T1-1",
        OWNER,
        "Tor zur Tiefgarage öffnet nicht",
        State::Closed,
        110,
    ),
    told(
        "M-101-12-1",
        BOTH,
        "Kaum Wasserdruck in der Küche",
        State::Fixed,
        1,
    ),
    told(
        "E-103-04-1",
        BOTH,
        "Angaben für den Verkauf meiner Wohnung",
        State::Question,
        3,
    ),
    told(
        "E-103-04-1",
        BOTH,
        "Markise am Balkon gerissen",
        State::Closed,
        140,
    ),
    told(
        PAST_LEASE,
        PAST,
        "Steckdose in der Küche funkt",
        State::Closed,
        100,
    ),
    told(
        PAST_LEASE,
        PAST,
        "Frage zur Betriebskostenabrechnung",
        State::Closed,
        180,
    ),
];
