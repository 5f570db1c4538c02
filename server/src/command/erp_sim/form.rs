//! A record as a form: one field for each of its values, read back into the same kinds.

use std::collections::HashMap;

use domain::erp::Entity;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use service::import::{
    BankMandateRecord, ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
};

/// Kinds that can be looked at and changed, with the words of their address.
pub const SHOWN: [(Entity, &str); 6] = [
    (Entity::Person, "personen"),
    (Entity::Contract, "vertraege"),
    (Entity::RentPart, "mietbestandteile"),
    (Entity::BankMandate, "bankmandate"),
    (Entity::Property, "objekte"),
    (Entity::Unit, "einheiten"),
];
/// Numbers that may be missing.
const NUMBERS: [&str; 1] = ["area"];
/// What joins several values in a field.
const BETWEEN: char = '|';

/// A value as it stands in its field.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

/// The record with what was typed; else a sentence.
pub fn read(
    entity: Entity,
    before: &Map<String, Value>,
    typed: &HashMap<String, String>,
) -> Result<Map<String, Value>, String> {
    let mut after = before.clone();
    for (name, value) in before.iter().filter(|(name, _)| *name != "reference") {
        if let Some(text) = typed.get(name) {
            after.insert(name.clone(), value_of(name, value, text.trim())?);
        }
    }
    check(entity, &after)?;
    Ok(after)
}

fn value_of(name: &str, before: &Value, text: &str) -> Result<Value, String> {
    let number = || {
        let read: Result<i64, _> = text.parse();
        read.map(Value::from)
            .map_err(|_| format!("{name} erwartet eine ganze Zahl."))
    };
    match before {
        Value::Number(_) => number(),
        Value::Null if NUMBERS.contains(&name) && !text.is_empty() => number(),
        Value::Bool(_) => Ok(Value::from(text == "true")),
        Value::Array(_) => Ok(text
            .split(BETWEEN)
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .collect()),
        _ if text.is_empty() => Ok(match before {
            Value::String(_) if is_needed(name) => Value::from(""),
            _ => Value::Null,
        }),
        _ => Ok(Value::from(text)),
    }
}

/// Whether a text may be empty, but not missing.
fn is_needed(name: &str) -> bool {
    name == "first_name"
}

/// Whether it is still a record of its kind.
fn check(entity: Entity, record: &Map<String, Value>) -> Result<(), String> {
    match entity {
        Entity::Person => is::<PersonRecord>(record),
        Entity::Contract => is::<ContractRecord>(record),
        Entity::RentPart => is::<RentPartRecord>(record),
        Entity::BankMandate => is::<BankMandateRecord>(record),
        Entity::Property => is::<PropertyRecord>(record),
        Entity::Unit => is::<UnitRecord>(record),
        _ => Err("Datensätze dieser Art hat das simulierte ERP nicht.".to_owned()),
    }
}

fn is<R: DeserializeOwned>(record: &Map<String, Value>) -> Result<(), String> {
    let read: Result<R, _> = serde_json::from_value(Value::Object(record.clone()));
    read.map(drop)
        .map_err(|error| format!("So ist der Datensatz nicht möglich: {error}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn person() -> Map<String, Value> {
        let person = json!({
            "reference": "P1", "salutation": "frau", "first_name": "Ada", "last_name": "Moll", "street": "Ahornweg 3",
            "postal_code": "10115", "town": "Berlin", "email": null, "phone": "030 23125 114",
        });
        person.as_object().cloned().expect("record")
    }

    #[test]
    fn what_is_typed_becomes_the_same_kind_of_value() {
        let typed = [
            ("email", "ada@beispiel.example"),
            ("phone", ""),
            ("reference", "P2"),
        ];
        let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let after = read(Entity::Person, &person(), &HashMap::from(typed)).expect("read");
        assert_eq!(
            (&after["email"], &after["phone"]),
            (&json!("ada@beispiel.example"), &json!(null))
        );
        assert_eq!(after["reference"], "P1");
        let typed = HashMap::from([("salutation".to_owned(), "Fräulein".to_owned())]);
        assert!(read(Entity::Person, &person(), &typed).is_err());
        assert_eq!(
            value_of("persons", &json!(["P1"]), "P2 | P1"),
            Ok(json!(["P2", "P1"]))
        );
        assert_eq!(value_of("area", &json!(null), "6350"), Ok(json!(6350)));
        assert!(value_of("rent", &json!(1), "viel").is_err());
        assert_eq!(shown(&json!(["P1", "P2"])), "P1|P2");
    }
}
