//! Examples of the calls: what is sent and what is answered. `server/tests/http/erp_examples.rs` sends each of them.

use serde_json::{Map, Value, json};

use super::records::changed;

/// What is sent, and what is answered.
pub struct Sample {
    /// The same in request and answer.
    pub name: &'static str,
    /// In a few words.
    pub summary: &'static str,
    /// The part of the address in braces.
    pub place: &'static str,
    /// The body, where there is one.
    pub sent: Option<Value>,
    /// The answer's status.
    pub status: u16,
    /// The answer.
    pub told: Value,
}

/// An empty page as PDF.
const PDF: &str = concat!(
    "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9L",
    "aWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA1",
    "OTUgODQyXS9SZXNvdXJjZXM8PD4+Pj4gZW5kb2JqCnhyZWYKMCA0CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAw",
    "MCBuIAowMDAwMDAwMDUzIDAwMDAwIG4gCjAwMDAwMDAxMDMgMDAwMDAgbiAKdHJhaWxlcjw8L1NpemUgNC9Sb290IDEgMCBSPj4K",
    "c3RhcnR4cmVmCjE4MQolJUVPRgo=",
);
/// Its hash.
const PDF_SHA256: &str = "9e0f8e024255f2fc6e32c69428f264f5d2e0eee1dc7eb9f6091da2cfee6c2abb";

impl Sample {
    /// One side of it as an example object.
    pub fn example(&self, value: &Value) -> Value {
        json!({"summary": self.summary, "value": value})
    }
}

/// A row that became what it should.
fn row(entity: &str, index: usize, reference: &str, result: &str) -> Value {
    json!({"entity": entity, "index": index, "reference": reference, "result": result, "faults": []})
}

fn applied(rows: Vec<Value>) -> Value {
    json!({"standing": "applied", "batch": null, "why_parked": [], "rows": rows})
}

/// A record whose revision is missing.
fn unrevised(record: Value, path: &str) -> Sample {
    let problem = json!({
        "type": "about:blank", "title": "Unprocessable Entity", "status": 422,
        "detail": "Die Daten passen nicht zum Schema. Es wurde nichts geändert.", "code": "schema",
        "faults": [{"path": path, "reason": "Hier fehlt die Revision des ERP."}],
    });
    Sample {
        name: "schema",
        summary: "A record without its revision",
        place: "",
        sent: Some(record),
        status: 422,
        told: problem,
    }
}

/// Everything about one flat.
pub fn batch() -> Vec<Sample> {
    let everything = json!({
        "properties": [{
            "reference": "O-900", "name": "Ahornhof", "street": "Ahornweg 3", "postal_code": "10115", "town": "Berlin",
            "federal_state": "BE", "caretaker_name": "Bernd Wart", "caretaker_phone": "030 23125 102",
            "caretaker_hours": "Mo bis Fr, 7 bis 15 Uhr", "clerk_name": "Nora Falk", "clerk_phone": "030 23125 110",
            "clerk_email": "nora.falk@verwaltung.example", "enabled_on": "2026-01-01", "revision": 1,
        }],
        "units": [{"reference": "E-900-1", "property": "O-900", "kind": "wohnung", "label": "2. OG links", "area": 6350, "revision": 1}],
        "persons": [{
            "reference": "P-900-1", "salutation": "frau", "first_name": "Ada", "last_name": "Moll", "street": "Ahornweg 3",
            "postal_code": "10115", "town": "Berlin", "email": "ada.moll@beispiel.example", "phone": "030 23125 120", "revision": 1,
        }],
        "contracts": [{
            "reference": "V-900-1", "unit": "E-900-1", "kind": "miete", "persons": ["P-900-1"], "starts_on": "2024-07-01",
            "signed_on": "2024-06-15", "rent": 68000, "operating_costs": 14000, "heating_costs": 9000, "deposit": 204000,
            "notice_period": "Drei Monate zum Monatsende", "revision": 1,
        }],
        "contract_persons": [{"reference": "VP-900-1", "contract": "V-900-1", "person": "P-900-1", "valid_from": "2024-07-01", "revision": 1}],
        "rent_parts": [{
            "reference": "M-900-1", "contract": "V-900-1", "kind": "miete", "label": "Nettokaltmiete", "amount": 68000,
            "valid_from": "2024-07-01", "revision": 1,
        }],
        "bank_mandates": [{
            "reference": "B-900-1", "contract": "V-900-1", "holder": "Ada Moll", "iban": "DE89370400440532013000",
            "mandate": "MANDAT-900-1", "signed_on": "2024-06-15", "revision": 1,
        }],
        "consumption_values": [{
            "reference": "W-900-1", "unit": "E-900-1", "medium": "waerme", "amount": 412500, "measure": "kWh",
            "estimated": false, "valid_from": "2026-10-01", "valid_to": "2026-10-31", "revision": 1,
        }],
        "account_entries": [{
            "reference": "K-900-1", "contract": "V-900-1", "booked_on": "2026-11-01", "due_on": "2026-11-04",
            "label": "Miete November 2026", "amount": 91000, "revision": 1,
        }],
    });
    let rows = vec![
        row("property", 0, "O-900", "created"),
        row("unit", 0, "E-900-1", "created"),
        row("person", 0, "P-900-1", "created"),
        row("contract", 0, "V-900-1", "created"),
        row("contract_person", 0, "VP-900-1", "created"),
        row("rent_part", 0, "M-900-1", "created"),
        row("bank_mandate", 0, "B-900-1", "created"),
        row("consumption_value", 0, "W-900-1", "created"),
        row("account_entry", 0, "K-900-1", "created"),
    ];
    vec![
        Sample {
            name: "applied",
            summary: "Everything about one flat",
            place: "",
            sent: Some(everything),
            status: 200,
            told: applied(rows),
        },
        parked("persons"),
        Sample {
            name: "refused",
            summary: "A flat in a house that nobody knows",
            place: "",
            sent: Some(
                json!({"units": [{"reference": "E-901-1", "property": "O-901", "kind": "wohnung", "label": "EG", "revision": 1}]}),
            ),
            status: 422,
            told: lost_house(),
        },
    ]
}

/// Six persons who would share one mail.
fn parked(list: &str) -> Sample {
    let person = |number: usize| {
        json!({
            "reference": format!("P-910-{number}"), "salutation": "neutral", "first_name": "Kim", "last_name": "Moll",
            "street": "Ahornweg 3", "postal_code": "10115", "town": "Berlin", "email": "alle@beispiel.example", "revision": 1,
        })
    };
    let persons: Vec<Value> = (1..=6).map(person).collect();
    let mut sent = Map::new();
    sent.insert(list.to_owned(), Value::from(persons));
    let rows: Vec<Value> = (1..=6)
        .map(|number| row("person", number - 1, &format!("P-910-{number}"), "created"))
        .collect();
    Sample {
        name: "parked",
        summary: "Six persons who would share one mail address",
        place: "",
        sent: Some(Value::Object(sent)),
        status: 202,
        told: json!({
            "standing": "parked", "batch": "0190a6c2-3b5e-7c21-8f34-2f5f0a9b1c11",
            "why_parked": ["6 Personen hätten dieselbe E-Mail-Adresse. Ohne Freigabe sind es höchstens 5."],
            "rows": rows,
        }),
    }
}

fn lost_house() -> Value {
    json!({
        "type": "about:blank", "title": "Unprocessable Entity", "status": 422,
        "detail": "Mindestens ein Datensatz ist fehlerhaft. Es wurde nichts geändert.", "code": "refused",
        "report": {"standing": "refused", "batch": null, "why_parked": [], "rows": [{
            "entity": "unit", "index": 0, "reference": "E-901-1", "result": "faulty",
            "faults": [{"field": "property", "reason": "„O-901“ steht weder im Portal noch in dieser Lieferung."}],
        }]},
    })
}

/// A change of one record of a kind, after [`batch`].
pub fn of_kind(path: &str) -> Vec<Sample> {
    let (entity, record) = changed(path);
    let mut bare = record.clone();
    if let Some(fields) = bare.as_object_mut() {
        fields.remove("revision");
    }
    let reference = record["reference"].as_str().unwrap_or_default().to_owned();
    let mut all = vec![
        Sample {
            name: "applied",
            summary: "A change of one record",
            place: "",
            sent: Some(json!({"records": [record]})),
            status: 200,
            told: applied(vec![row(entity, 0, &reference, "updated")]),
        },
        unrevised(json!({"records": [bare]}), "records[0].revision"),
    ];
    match path {
        "persons" => all.push(parked("records")),
        "units" => all.push(Sample {
            name: "refused",
            summary: "A flat in a house that nobody knows",
            place: "",
            sent: Some(json!({"records": [{"reference": "E-901-1", "property": "O-901", "kind": "wohnung", "label": "EG", "revision": 1}]})),
            status: 422,
            told: lost_house(),
        }),
        _ => {}
    }
    all
}

/// The end of one record of a kind, after [`batch`].
pub fn end(path: &str) -> Sample {
    let (entity, place) = match path {
        "properties" => ("property", "O-900"),
        "units" => ("unit", "E-900-1"),
        "persons" => ("person", "P-900-1"),
        "contracts" => ("contract", "V-900-1"),
        "contract-persons" => ("contract_person", "VP-900-1"),
        "rent-parts" => ("rent_part", "M-900-1"),
        "bank-mandates" => ("bank_mandate", "B-900-1"),
        "consumption-values" => ("consumption_value", "W-900-1"),
        _ => ("account_entry", "K-900-1"),
    };
    Sample {
        name: "ended",
        summary: "The last day of a record",
        place,
        sent: Some(json!({"valid_to": "2027-03-31", "revision": 7})),
        status: 200,
        told: applied(vec![row(entity, 0, place, "ended")]),
    }
}

/// A document for whoever is named in a contract, after [`batch`].
pub fn document() -> Vec<Sample> {
    let document = |sha256: &str| {
        json!({
            "reference": "D-900-1", "revision": 1, "kind": "abrechnung", "title": "Betriebskostenabrechnung 2025",
            "dated_on": "2026-10-30", "target": {"contract": "V-900-1"}, "file": PDF, "sha256": sha256,
        })
    };
    vec![
        Sample {
            name: "provided",
            summary: "A statement for whoever is named in a contract",
            place: "",
            sent: Some(document(PDF_SHA256)),
            status: 200,
            told: told_of_document("created"),
        },
        Sample {
            name: "schema",
            summary: "A file that was damaged on the way",
            place: "",
            sent: Some(document(&"0".repeat(64))),
            status: 422,
            told: json!({
                "type": "about:blank", "title": "Unprocessable Entity", "status": 422,
                "detail": "Die Daten passen nicht zum Schema. Es wurde nichts geändert.", "code": "schema",
                "faults": [{"path": "sha256", "reason": "Die Prüfsumme passt nicht zur Datei. Senden Sie das Dokument noch einmal."}],
            }),
        },
    ]
}

fn told_of_document(result: &str) -> Value {
    json!({"document": "0190a6c2-3b5e-7c21-8f34-2f5f0a9b1c12", "reference": "D-900-1", "result": result})
}

/// The same document is taken back.
pub fn withdrawn() -> Sample {
    Sample {
        name: "withdrawn",
        summary: "The document is there for nobody any more",
        place: "D-900-1",
        sent: None,
        status: 200,
        told: told_of_document("ended"),
    }
}

/// What a key is told of itself.
pub fn status() -> Sample {
    Sample {
        name: "status",
        summary: "A key that may do everything",
        place: "",
        sent: None,
        status: 200,
        told: json!({
            "key": "Buchhaltung",
            "scopes": ["master:write", "documents:write", "changes:read", "changes:write", "events:write"],
            "time": "2026-11-02T09:00:00Z", "version": env!("CARGO_PKG_VERSION"), "parked_batches": 0, "open_commands": 1,
        }),
    }
}

/// A resident's new phone number.
pub fn page() -> Sample {
    Sample {
        name: "page",
        summary: "A resident has another phone number",
        place: "",
        sent: None,
        status: 200,
        told: json!({
            "changes": [{
                "id": "0190a6c2-3b5e-7c21-8f34-2f5f0a9b1c13", "position": 1, "kind": "change_requested",
                "created_at": "2026-11-02T09:00:00Z",
                "change": {
                    "id": "0190a6c2-3b5e-7c21-8f34-2f5f0a9b1c14", "person": "P-VERA", "kind": "phone",
                    "old_value": "030 23125 103", "new_value": "+49 30 1234567", "state": "uebergeben",
                    "asked_at": "2026-11-02T09:00:00Z", "promised_on": "2026-11-06", "reason": null,
                },
            }],
            "next_after": 1, "more": false,
        }),
    }
}

/// All commands up to the first are there.
pub fn acknowledged() -> Sample {
    Sample {
        name: "acknowledged",
        summary: "All commands up to this place are there",
        place: "1",
        sent: None,
        status: 200,
        told: json!({"position": 1, "acknowledged": 1}),
    }
}

/// The change holds.
pub fn confirmed() -> Sample {
    Sample {
        name: "confirmed",
        summary: "The phone number holds",
        place: "1",
        sent: None,
        status: 200,
        told: json!({"position": 1, "state": "wirksam"}),
    }
}

/// The change does not hold.
pub fn rejected() -> Vec<Sample> {
    vec![Sample {
        name: "rejected",
        summary: "The phone number does not hold",
        place: "1",
        sent: Some(json!({"reason": "Diese Nummer gehört zu einer anderen Person."})),
        status: 200,
        told: json!({"position": 1, "state": "abgelehnt"}),
    }]
}

/// Several events, one, and one as OPENWOWI words it.
pub fn events() -> Vec<Sample> {
    let heard = |name, summary, sent, count| Sample {
        name,
        summary,
        place: "",
        sent: Some(sent),
        status: 202,
        told: json!({"accepted": count}),
    };
    let changed =
        |reference: &str| json!({"entity": "person", "reference": reference, "action": "updated"});
    vec![
        heard(
            "several",
            "Two persons have changed",
            json!({"events": [changed("P-900-1"), changed("P-900-2")]}),
            2,
        ),
        heard("one", "One person has changed", changed("P-900-1"), 1),
        heard(
            "openwowi",
            "The same as OPENWOWI words it",
            json!({"entityType": "Person", "id": 4711, "action": "Updated", "openWowiUrl": "/openwowi/v1.0/PersonManagement/Persons/4711"}),
            1,
        ),
    ]
}
