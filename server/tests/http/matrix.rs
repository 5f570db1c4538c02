//! Every page and server function as seven people: what is not in the tables fails the test.

use std::collections::BTreeSet;

use app::App;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use service::testing::{Engine, World, settings};

use super::stage::{Expected, PEOPLE, stage, stage_in};

const EVERYBODY: Expected = [200; 7];
/// Staff begin at their inbox.
const FRONT: Expected = [200, 200, 200, 200, 200, 302, 302];
/// Who is signed in already is sent home.
const VISITORS: Expected = [200, 302, 302, 302, 302, 302, 302];
/// Without a registration or a sign-in in progress the steps lead back to its start.
const STEPS: Expected = [302; 7];
/// Visitors are sent to the sign-in.
const SIGNED_IN: Expected = [302, 200, 200, 200, 200, 200, 200];
const RESIDENTS: Expected = [302, 200, 200, 200, 200, 403, 403];
/// Where nothing is to be proved, it leads back.
const PROOF: Expected = [302, 302, 302, 302, 302, 403, 403];
const STAFF: Expected = [302, 403, 403, 403, 403, 200, 200];
/// There is none of that name.
const NO_PARCEL: Expected = [302, 403, 403, 403, 403, 404, 404];

/// Pages by their pattern.
const PAGES: [(&str, Expected); 55] = [
    ("/", FRONT),
    ("/anmelden", VISITORS),
    ("/anmelden/code", STEPS),
    ("/registrieren", EVERYBODY),
    ("/registrieren/e-mail", STEPS),
    ("/registrieren/code", STEPS),
    ("/registrieren/passwort", STEPS),
    ("/aktivieren", EVERYBODY),
    ("/brief-verloren", EVERYBODY),
    ("/noch-nicht-freigeschaltet", EVERYBODY),
    ("/passwort-vergessen", EVERYBODY),
    ("/passwort-neu", EVERYBODY),
    ("/aenderung-widerrufen", EVERYBODY),
    ("/hilfe", EVERYBODY),
    ("/impressum", EVERYBODY),
    ("/datenschutz", EVERYBODY),
    ("/barrierefreiheit", EVERYBODY),
    ("/offline", EVERYBODY),
    ("/vorgaenge", RESIDENTS),
    ("/vorgaenge/{id}", [302, 200, 200, 404, 404, 302, 302]),
    ("/melden", RESIDENTS),
    ("/anliegen", RESIDENTS),
    ("/vertrag", RESIDENTS),
    ("/vertrag/{id}", [302, 200, 200, 404, 404, 403, 403]),
    ("/dokumente", RESIDENTS),
    ("/einstellungen", SIGNED_IN),
    ("/einstellungen/daten", RESIDENTS),
    ("/einstellungen/daten/einsichten", RESIDENTS),
    ("/einstellungen/daten/loeschen", RESIDENTS),
    ("/einstellungen/daten/zugang-beenden", RESIDENTS),
    ("/einstellungen/kontaktdaten", RESIDENTS),
    ("/einstellungen/kontaktdaten/e-mail", RESIDENTS),
    ("/einstellungen/kontaktdaten/telefon", RESIDENTS),
    ("/einstellungen/kontaktdaten/bank", RESIDENTS),
    ("/einstellungen/kontaktdaten/code", PROOF),
    ("/einstellungen/haushalt", RESIDENTS),
    ("/einstellungen/zugang", SIGNED_IN),
    ("/einstellungen/zugang/protokoll", SIGNED_IN),
    ("/einstellungen/passkeys", SIGNED_IN),
    ("/einstellungen/zweiter-faktor", SIGNED_IN),
    ("/mehr", RESIDENTS),
    ("/team", STAFF),
    ("/team/aenderungen", STAFF),
    ("/team/vorgaenge/{id}", [302, 403, 403, 404, 404, 200, 200]),
    ("/team/freischaltung", STAFF),
    ("/team/freischaltung/{id}", STAFF),
    ("/team/personen", STAFF),
    ("/team/personen/{id}", STAFF),
    ("/team/erp", STAFF),
    ("/team/erp/pakete/{id}", NO_PARCEL),
    ("/team/dokumente", STAFF),
    ("/team/dokumente/neu", STAFF),
    ("/team/dokumente/serie", STAFF),
    (
        "/team/dokumente/serie/{id}",
        [302, 403, 403, 403, 403, 404, 404],
    ),
    ("/team/dokumente/{id}", [302, 403, 403, 403, 403, 404, 404]),
];

/// For everybody: these answer by what is sent, not by who sends it.
const OPEN: Expected = [200; 7];
const REFUSED: Expected = [422; 7];
/// All of them guess at one address: the fifth has to wait.
const GUESSED: Expected = [422, 422, 422, 422, 429, 429, 429];
pub const ACCOUNT: Expected = [401, 200, 200, 200, 200, 200, 200];
/// The one who asks is known, what they sent is wrong.
const PASSWORD_WRONG: Expected = [401, 422, 422, 422, 422, 422, 422];
const OWN: Expected = [401, 200, 200, 200, 200, 403, 403];
/// Nothing is under way, or the password is wrong.
const UNASKED: Expected = [401, 422, 422, 422, 422, 403, 403];
const NO_CHANGE: Expected = [401, 403, 403, 403, 403, 404, 404];
const OFFICE: Expected = [401, 403, 403, 403, 403, 200, 200];

/// Server functions with a body that fits; `{ticket}` and `{contract}` are the reporter's.
const FUNCTIONS: [(&str, &str, Expected); 97] = [
    (
        "access/sign-in",
        "email=x%40y.example&password=x&own_device=true",
        GUESSED,
    ),
    ("access/half-way", "", OPEN),
    ("access/sign-in-code", "code=123456", REFUSED),
    ("access/second-factor", "", ACCOUNT),
    ("access/begin-second-factor", "password=x", PASSWORD_WRONG),
    (
        "access/confirm-second-factor",
        "code=123456",
        PASSWORD_WRONG,
    ),
    ("access/begin-recovery-codes", "current=x", PASSWORD_WRONG),
    ("access/confirm-recovery-codes", "", PASSWORD_WRONG),
    (
        "access/end-second-factor",
        "password=x&code=123456",
        PASSWORD_WRONG,
    ),
    // The test portal is reached under an IP address, for which there are no passkeys.
    ("access/ask-passkey", "", REFUSED),
    (
        "access/sign-in-passkey",
        "token=x&answer=x&own_device=true",
        REFUSED,
    ),
    ("access/passkeys", "", ACCOUNT),
    ("access/begin-passkey", "name=x&password=x", PASSWORD_WRONG),
    (
        "access/add-passkey",
        "token=x&name=x&answer=x",
        PASSWORD_WRONG,
    ),
    (
        "access/rename-passkey",
        "id={nothing}&name=x",
        [401, 404, 404, 404, 404, 404, 404],
    ),
    (
        "access/remove-passkey",
        "id={nothing}&password=x",
        PASSWORD_WRONG,
    ),
    ("access/sign-out", "", OPEN),
    ("access/redeem", "number=1&code=1", REFUSED),
    ("access/registration", "", OPEN),
    ("access/give-email", "email=x%40y.example", REFUSED),
    ("access/resend-code", "", REFUSED),
    ("access/confirm-email", "code=123456", REFUSED),
    ("access/finish", "password=x&own_device=true", REFUSED),
    ("access/forgot-password", "email=x%40y.example", OPEN),
    ("access/reset-link", "token=x", OPEN),
    ("access/reset-password", "token=x&password=x", REFUSED),
    (
        "access/lost-letter",
        "contract=x&last_name=x&starts_on=2024-07-01",
        OPEN,
    ),
    (
        "access/change-password",
        "current=x&new=x",
        [401, 422, 422, 422, 422, 422, 422],
    ),
    ("access/sessions", "", ACCOUNT),
    ("access/security-log", "page=1", ACCOUNT),
    (
        "access/end-session",
        "id={nothing}",
        [401, 404, 404, 404, 404, 404, 404],
    ),
    ("contact/show", "", OWN),
    (
        "contact/ask-email",
        "email=neu%40x.example&current=x",
        UNASKED,
    ),
    ("contact/ask-phone", "phone=030+1234567&current=x", UNASKED),
    ("contact/bank-form", "", OWN),
    (
        "contact/ask-bank",
        "contract={contract}&holder=x&iban=x&purpose=auszahlung&current=x",
        UNASKED,
    ),
    ("contact/resend-code", "", UNASKED),
    ("contact/confirm-email", "code=123456", UNASKED),
    ("contact/withdraw", "kind=email", UNASKED),
    ("contact/revoke", "token=x", REFUSED),
    (
        "contracts/choose",
        "contract={contract}",
        [401, 200, 200, 404, 404, 403, 403],
    ),
    ("contracts/household", "", OWN),
    ("contracts/list", "", OWN),
    (
        "contracts/show",
        "id={contract}",
        [401, 200, 200, 404, 404, 403, 403],
    ),
    ("documents/list", "", OWN),
    (
        "documents/request-copy",
        "contract={contract}",
        [401, 200, 200, 422, 422, 403, 403],
    ),
    ("home", "", OWN),
    ("legal/imprint", "", OPEN),
    ("legal/privacy", "", OPEN),
    ("legal/accessibility", "", OPEN),
    ("privacy/archive", "", OWN),
    (
        "privacy/collect",
        "password=x",
        [401, 422, 422, 422, 422, 403, 403],
    ),
    ("privacy/looks", "page=1", OWN),
    ("privacy/deletion", "", OWN),
    ("privacy/ask-deletion", "client_ref={nothing}", OWN),
    (
        "privacy/end-access",
        "password=x&sure=true",
        [401, 422, 422, 422, 422, 403, 403],
    ),
    ("staff/inbox", "view=neu&page=1", OFFICE),
    ("staff/note", "id={ticket}&note=x", OFFICE),
    ("staff/assign", "id={ticket}", OFFICE),
    ("staff/changes", "done=false&page=1", OFFICE),
    ("staff/accept-change", "id={nothing}", NO_CHANGE),
    ("staff/release-change", "id={nothing}", NO_CHANGE),
    ("staff/reject-change", "id={nothing}&reason=x", NO_CHANGE),
    ("staff/documents", "page=1", OFFICE),
    ("staff/document", "id={nothing}&page=1", NO_CHANGE),
    (
        "staff/withdraw-document",
        "id={nothing}&reason=x",
        NO_CHANGE,
    ),
    (
        "staff/post-document",
        "id={nothing}&person={person}",
        NO_CHANGE,
    ),
    ("staff/document-targets", "kind=person&wanted=lindt", OFFICE),
    (
        "staff/document-audience",
        "kind=schreiben&target=alle",
        OFFICE,
    ),
    ("staff/document-sets", "", OFFICE),
    ("staff/document-set", "id={nothing}", NO_CHANGE),
    ("staff/publish-document-set", "id={nothing}", NO_CHANGE),
    ("staff/discard-document-set", "id={nothing}", NO_CHANGE),
    ("staff/rollouts", "", OFFICE),
    ("staff/enable", "property={house}", OFFICE),
    ("staff/enable-on", "property={house}&day=2026-12-01", OFFICE),
    (
        "staff/enable-never",
        "property={house}",
        [401, 403, 403, 403, 403, 422, 422],
    ),
    ("staff/batch", "id={batch}", OFFICE),
    ("staff/batch-progress", "id={batch}", OFFICE),
    ("staff/posted", "id={batch}&day=2026-11-02", OFFICE),
    ("staff/persons", "wanted=lindt", OFFICE),
    ("staff/person", "id={person}", OFFICE),
    // Her letter was made in the same instant: it is none that a new one could replace.
    (
        "staff/send-letter",
        "id={person}",
        [401, 403, 403, 403, 403, 422, 422],
    ),
    // She has no account yet that could be recovered.
    (
        "staff/send-recovery",
        "id={person}&check=fragen",
        [401, 403, 403, 403, 403, 422, 422],
    ),
    // Nor one that could be blocked.
    (
        "staff/block-access",
        "id={person}&reason=x",
        [401, 403, 403, 403, 403, 422, 422],
    ),
    ("staff/erp", "view=abgleich&page=1", OFFICE),
    ("staff/erp-parcel", "id={nothing}", NO_CHANGE),
    ("staff/erp-release", "id={nothing}", NO_CHANGE),
    ("staff/erp-discard", "id={nothing}", NO_CHANGE),
    ("staff/erp-again", "id={nothing}", NO_CHANGE),
    (
        "staff/erp-fetch-again",
        "entity=person&reference=x",
        NO_CHANGE,
    ),
    ("tickets/list", "open_only=true&page=1", OWN),
    (
        "tickets/show",
        "id={ticket}",
        [401, 200, 200, 404, 404, 200, 200],
    ),
    ("tickets/blank", "", OWN),
    (
        "tickets/step",
        "id={ticket}&kind=bestaetigen",
        [401, 422, 422, 404, 404, 422, 422],
    ),
    (
        "tickets/share",
        "id={ticket}&shared=true",
        [401, 200, 403, 404, 404, 403, 403],
    ),
    ("tickets/offline", "", OWN),
];

/// What staff who lack a required second factor are refused: all but their way in and out.
const WORK: [&str; 5] = [
    "contracts/",
    "home",
    "staff/",
    "tickets/",
    "access/sessions",
];

#[tokio::test]
async fn staff_who_lack_a_required_second_factor_reach_only_its_page() {
    let mut strict = settings();
    strict.security.staff_second_factor = true;
    let world = World::under(Engine::Sqlite, strict).await.expect("world");
    let (_world, stage) = stage_in(world).await;
    let (clerk, pages) = (
        5,
        ["/einstellungen/passkeys", "/einstellungen/zweiter-faktor"],
    );
    for (pattern, expected) in PAGES {
        if expected[0] != 302 || expected == STEPS {
            continue;
        }
        let path = pattern.replace("{id}", "{ticket}");
        let wanted = if pages.contains(&path.as_str()) {
            200
        } else {
            302
        };
        assert_eq!(stage.get(&path, clerk).await, wanted, "{pattern}");
    }
    for (path, body, _) in FUNCTIONS {
        if WORK.iter().any(|start| path.starts_with(start)) {
            let status = stage.call(path, body, clerk).await;
            assert!([403, 404].contains(&status), "{path}: {status}");
        }
    }
    assert_eq!(stage.call("access/second-factor", "", clerk).await, 200);
    assert_eq!(stage.call("access/sign-out", "", clerk).await, 200);
}

#[tokio::test]
async fn every_page_answers_each_person_as_the_table_says() {
    let (_world, stage) = stage().await;
    let listed: BTreeSet<String> = generate_route_list(App)
        .into_iter()
        .map(|route| route.path().to_owned())
        .collect();
    let known: BTreeSet<String> = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(listed, known, "pages without a line in the table");
    let mut wrong = Vec::new();
    for (pattern, expected) in PAGES {
        let path = match pattern {
            "/vertrag/{id}" => "/vertrag/{contract}".to_owned(),
            "/team/freischaltung/{id}" => "/team/freischaltung/{batch}".to_owned(),
            "/team/personen/{id}" => "/team/personen/{person}".to_owned(),
            other => other.replace("{id}", "{ticket}"),
        };
        for (person, wanted) in expected.into_iter().enumerate() {
            let status = stage.get(&path, person).await;
            if status != wanted {
                wrong.push(format!(
                    "{pattern} as {}: {status} instead of {wanted}",
                    PEOPLE[person]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_server_function_answers_each_person_as_the_table_says() {
    let listed: BTreeSet<String> = server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    let known: BTreeSet<String> = FUNCTIONS
        .iter()
        .map(|(path, ..)| (*path).to_owned())
        .collect();
    assert_eq!(
        listed, known,
        "server functions without a line in the table"
    );
    let mut wrong = Vec::new();
    for (path, body, expected) in FUNCTIONS {
        // A portal of its own for each: signing out or changing a password must not touch the next.
        let (_world, stage) = stage().await;
        for (person, wanted) in expected.into_iter().enumerate() {
            let status = stage.call(path, body, person).await;
            if status != wanted {
                wrong.push(format!(
                    "{path} as {}: {status} instead of {wanted}",
                    PEOPLE[person]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_step_that_says_too_little_is_refused_and_no_fault_of_ours() {
    let (_world, stage) = stage().await;
    for body in [
        "id={ticket}",
        "id={ticket}&kind=termin&date=2026-12-01",
        "id={ticket}&kind=termin&time=08%3A30",
        "id={ticket}&kind=ablehnen&reason=x",
    ] {
        let status = stage.call("tickets/step", body, 5).await;
        assert_eq!(status, 422, "{body}");
    }
}
