//! The description of the interface (OpenAPI 3.1), for people who write the ERP's side of it.

mod call;
mod calls;
mod records;
mod refusals;
mod samples;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use service::{
    erp::{answer::ToldPage, batch::Batch},
    import::{
        AccountEntryRecord, BankMandateRecord, ConsumptionValueRecord, ContractPersonRecord,
        ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
    },
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Components, ComponentsBuilder, Info, OpenApiBuilder, RefOr, Schema},
};

use super::{
    changes::Rejection,
    documents::NewDocument,
    events::Happened,
    master::EndOf,
    problem::{Code, Problem},
    report::{AcknowledgedReport, ChangeReport, DocumentReport, EventsReport, Report},
    status::Status,
};

const ABOUT: &str = "The manager's ERP brings master data and documents, fetches what residents have changed, and says \
    what it made of it. Each request is signed: `Authorization: HMAC-SHA256 key=…,timestamp=…,nonce=…,signature=…`. The \
    signature is the HMAC-SHA-256, in hexadecimal digits, over five lines joined by a line feed: method, path with query, \
    timestamp (seconds since 1970, five minutes off at most), nonce (16 to 64 letters, digits, `-` or `_`, never used before), \
    and the SHA-256 of the body in hexadecimal digits. Its key is the SHA-256 of the secret. One key may send 20 requests a \
    second and 4 at once. Sentences in answers are German, for the people who run the ERP.";

/// What lists the words that a field may hold.
type Words = fn() -> Vec<&'static str>;

/// Words that a field of a schema may hold.
const WORDS: [(&str, &str, Words); 8] = [
    ("PropertyRecord", "federal_state", || {
        words(
            domain::workday::FederalState::ALL
                .iter()
                .map(|word| word.as_str()),
        )
    }),
    ("UnitRecord", "kind", || {
        words(
            domain::property::UnitKind::ALL
                .iter()
                .map(|word| word.as_str()),
        )
    }),
    ("PersonRecord", "salutation", || {
        words(
            domain::person::Salutation::ALL
                .iter()
                .map(|word| word.as_str()),
        )
    }),
    ("ContractRecord", "kind", || {
        words(
            domain::contract::ContractKind::ALL
                .iter()
                .map(|word| word.as_str()),
        )
    }),
    ("RentPartRecord", "kind", || {
        words(
            domain::erp::RentPartKind::ALL
                .iter()
                .map(|word| word.as_str()),
        )
    }),
    ("ConsumptionValueRecord", "medium", || {
        words(domain::erp::Medium::ALL.iter().map(|word| word.as_str()))
    }),
    ("End", "entity", || {
        words(domain::erp::Entity::ALL.iter().map(|word| word.as_str()))
    }),
    ("RowAnswer", "entity", || {
        words(domain::erp::Entity::ALL.iter().map(|word| word.as_str()))
    }),
];

/// The document; made once.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(made);
    &DOCUMENT
}

fn made() -> Value {
    let mut info = Info::new("hausportal: the ERP's interface", env!("CARGO_PKG_VERSION"));
    info.description = Some(ABOUT.to_owned());
    let open = OpenApiBuilder::new()
        .info(info)
        .components(Some(components()))
        .build();
    // Schemas can always be written.
    let mut document = serde_json::to_value(open).unwrap_or_default();
    document["paths"] = calls::paths();
    document["components"]["responses"] = refusals::refusals();
    document["components"]["securitySchemes"] = securities();
    sharpen(&mut document["components"]["schemas"]);
    document
}

fn components() -> Components {
    let mut named: Vec<(String, RefOr<Schema>)> = Vec::new();
    add::<Batch>(&mut named);
    add::<PropertyRecord>(&mut named);
    add::<UnitRecord>(&mut named);
    add::<PersonRecord>(&mut named);
    add::<ContractRecord>(&mut named);
    add::<ContractPersonRecord>(&mut named);
    add::<RentPartRecord>(&mut named);
    add::<BankMandateRecord>(&mut named);
    add::<ConsumptionValueRecord>(&mut named);
    add::<AccountEntryRecord>(&mut named);
    add::<EndOf>(&mut named);
    add::<Report>(&mut named);
    add::<NewDocument>(&mut named);
    add::<DocumentReport>(&mut named);
    add::<ToldPage>(&mut named);
    add::<Rejection>(&mut named);
    add::<AcknowledgedReport>(&mut named);
    add::<ChangeReport>(&mut named);
    add::<Happened>(&mut named);
    add::<EventsReport>(&mut named);
    add::<Status>(&mut named);
    add::<Code>(&mut named);
    add::<Problem>(&mut named);
    ComponentsBuilder::new().schemas_from_iter(named).build()
}

fn add<T: ToSchema>(named: &mut Vec<(String, RefOr<Schema>)>) {
    named.push((T::name().into_owned(), <T as PartialSchema>::schema()));
    T::schemas(named);
}

fn words(words: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    words.collect()
}

/// What records need here and not in files, and which words some fields may hold.
fn sharpen(schemas: &mut Value) {
    let Some(schemas) = schemas.as_object_mut() else {
        return;
    };
    for (name, schema) in schemas.iter_mut() {
        if name.ends_with("Record") {
            schema["properties"]["revision"]["type"] = json!("integer");
            schema["properties"]["revision"]["minimum"] = json!(0);
            if let Some(required) = schema["required"].as_array_mut() {
                required.push(json!("revision"));
            }
        }
    }
    for (record, field, words) in WORDS {
        if let Some(schema) = schemas.get_mut(record) {
            schema["properties"][field]["enum"] = json!(words());
        }
    }
}

fn securities() -> Value {
    let signed = "Each request is signed; the description of this document says how.";
    let shown = "Only for `POST /erp/v1/events`, and for keys that may do nothing else: handle and secret of the key, with a \
        dot between them.";
    let mut all = Map::new();
    all.insert(
        "signature".to_owned(),
        json!({"type": "http", "scheme": "HMAC-SHA256", "description": signed}),
    );
    all.insert(
        "bearer".to_owned(),
        json!({"type": "http", "scheme": "bearer", "description": shown}),
    );
    Value::Object(all)
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::OpenApi;

    use super::*;

    #[test]
    fn the_document_is_one_of_openapi_3_1_and_refers_to_nothing_that_is_not_there() {
        let document = document();
        assert_eq!(document["openapi"], "3.1.0");
        let mut known = document.clone();
        // The reader knows the schemes of the web alone, and not ours.
        known["components"]["securitySchemes"] = json!({});
        let read: Result<OpenApi, _> = serde_json::from_value(known);
        assert!(
            read.is_ok(),
            "{:?}",
            read.err().map(|error| error.to_string())
        );
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().expect("an end");
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
