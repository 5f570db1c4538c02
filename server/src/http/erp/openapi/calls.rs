//! The calls: where, with what, and what is answered.

use domain::erp::Scope;
use serde_json::{Map, Value, json};

use super::{
    call::{Call, to},
    refusals, samples,
};

/// The kinds of records: address, what they are, schema.
const KINDS: [(&str, &str, &str); 9] = [
    ("properties", "houses", "PropertyRecord"),
    ("units", "flats, shops and parking spaces", "UnitRecord"),
    ("persons", "persons and companies", "PersonRecord"),
    ("contracts", "leases and ownerships", "ContractRecord"),
    (
        "contract-persons",
        "names in contracts",
        "ContractPersonRecord",
    ),
    ("rent-parts", "parts of rents", "RentPartRecord"),
    ("bank-mandates", "bank mandates", "BankMandateRecord"),
    (
        "consumption-values",
        "consumption values",
        "ConsumptionValueRecord",
    ),
    (
        "account-entries",
        "lines of contracts' accounts",
        "AccountEntryRecord",
    ),
];

/// All calls by address and method.
pub fn paths() -> Value {
    let mut all = Map::new();
    all.insert("/erp/v1/openapi.json".to_owned(), refusals::this_document());
    let calls = keys()
        .into_iter()
        .chain(master())
        .chain(documents())
        .chain(changes());
    for call in calls {
        let place = all.entry(call.path.clone()).or_insert_with(|| json!({}));
        place[call.method] = call.operation();
    }
    Value::Object(all)
}

fn keys() -> Vec<Call> {
    vec![
        Call::new(
            "get",
            "/erp/v1/status",
            "showStatus",
            "Show the key and what waits",
        )
        .tells(200, "Status")
        .samples([samples::status()]),
    ]
}

fn master() -> Vec<Call> {
    let rehearsal = || {
        json!({
            "name": "dry_run", "in": "query", "required": false, "description": "Only say what would change.",
            "schema": {"type": "boolean", "default": false}, "example": false,
        })
    };
    let call = |path: &str, id: &str, summary: &str| {
        Call::new("post", path, id, summary)
            .needs(Scope::MasterWrite)
            .query([rehearsal()])
            .tells(200, "Report")
            .tells(202, "Report")
    };
    let mut all = vec![
        call(
            "/erp/v1/batch",
            "takeBatch",
            "Take records of all kinds over, all of them or none",
        )
        .sends(to("Batch"))
        .samples(samples::batch()),
    ];
    for (path, name, schema) in KINDS {
        let records = json!({
            "type": "object", "required": ["records"], "additionalProperties": false,
            "properties": {"records": {"type": "array", "items": to(schema)}},
        });
        let id = name_of("take", path);
        let summary = format!("Take {name} over, all of them or none");
        all.push(
            call(&format!("/erp/v1/{path}"), &id, &summary)
                .sends(records)
                .samples(samples::of_kind(path)),
        );
        let id = name_of("end", path);
        let summary = format!("End one of the {name}");
        all.push(
            call(&format!("/erp/v1/{path}/{{reference}}/end"), &id, &summary)
                .sends(to("EndOf"))
                .samples([samples::end(path)]),
        );
    }
    all
}

fn documents() -> Vec<Call> {
    let scope = Scope::DocumentsWrite;
    vec![
        Call::new(
            "post",
            "/erp/v1/documents",
            "provideDocument",
            "Provide a document with its file",
        )
        .needs(scope)
        .sends(to("NewDocument"))
        .tells(200, "DocumentReport")
        .samples(samples::document()),
        Call::new(
            "delete",
            "/erp/v1/documents/{reference}",
            "withdrawDocument",
            "Take a document back",
        )
        .needs(scope)
        .tells(200, "DocumentReport")
        .samples([samples::withdrawn()]),
    ]
}

fn changes() -> Vec<Call> {
    let number = |name: &str, about: &str, least: u32, most: Option<i64>, default: u32| {
        json!({
            "name": name, "in": "query", "required": false, "description": about,
            "schema": {"type": "integer", "format": "int64", "minimum": least, "maximum": most.unwrap_or(i64::MAX), "default": default},
            "example": default,
        })
    };
    let write = Scope::ChangesWrite;
    let at = |verb: &str| format!("/erp/v1/changes/{{position}}/{verb}");
    vec![
        Call::new(
            "get",
            "/erp/v1/changes",
            "listChanges",
            "Fetch what the ERP has to know, in its order",
        )
        .needs(Scope::ChangesRead)
        .query([
            number("after", "The place behind which to begin.", 0, None, 0),
            number(
                "limit",
                "Most commands of the page.",
                1,
                Some(service::erp::answer::MOST),
                100,
            ),
        ])
        .tells(200, "ToldPage")
        .samples([samples::page()]),
        Call::new(
            "post",
            &at("ack"),
            "acknowledgeChanges",
            "Say that all commands up to this one are there",
        )
        .needs(write)
        .tells(200, "AcknowledgedReport")
        .samples([samples::acknowledged()]),
        Call::new(
            "post",
            &at("confirm"),
            "confirmChange",
            "Say that the change holds in the ERP",
        )
        .needs(write)
        .tells(200, "ChangeReport")
        .samples([samples::confirmed()]),
        Call::new(
            "post",
            &at("reject"),
            "rejectChange",
            "Say why the change does not hold",
        )
        .needs(write)
        .sends(to("Rejection"))
        .tells(200, "ChangeReport")
        .samples(samples::rejected()),
        Call::new(
            "post",
            "/erp/v1/events",
            "receiveEvents",
            "Say that something has changed; the portal fetches it",
        )
        .needs(Scope::EventsWrite)
        .sends(to("Happened"))
        .tells(202, "EventsReport")
        .samples(samples::events()),
    ]
}

/// `takeContractPersons` of `contract-persons`.
fn name_of(verb: &str, path: &str) -> String {
    path.split('-').fold(verb.to_owned(), |name, word| {
        let (first, rest) = word.split_at(1);
        format!("{name}{}{rest}", first.to_uppercase())
    })
}
