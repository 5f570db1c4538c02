//! Every page and server function, and what each of seven people gets there: what is not in the tables fails a test.

use super::stage::Expected;

const EVERYBODY: Expected = [200; 7];
/// Staff begin at their inbox.
const FRONT: Expected = [200, 200, 200, 200, 200, 302, 302];
/// Who is signed in already is sent home.
const VISITORS: Expected = [200, 302, 302, 302, 302, 302, 302];
/// Without a registration or a sign-in in progress the steps lead back to its start.
pub const STEPS: Expected = [302; 7];
/// Visitors are sent to the sign-in.
const SIGNED_IN: Expected = [302, 200, 200, 200, 200, 200, 200];
const RESIDENTS: Expected = [302, 200, 200, 200, 200, 403, 403];
/// Where nothing is to be proved, it leads back.
const PROOF: Expected = [302, 302, 302, 302, 302, 403, 403];
const STAFF: Expected = [302, 403, 403, 403, 403, 200, 200];
/// There is none of that name.
const NO_PARCEL: Expected = [302, 403, 403, 403, 403, 404, 404];

/// Pages by their pattern.
pub const PAGES: [(&str, Expected); 55] = [
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
pub const FUNCTIONS: [(&str, &str, Expected); 97] = [
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
