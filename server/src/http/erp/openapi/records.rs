//! One record of each kind, as it is after a change.

use serde_json::{Value, json};

/// Entity and record of a kind, as they are after a change.
pub fn changed(path: &str) -> (&'static str, Value) {
    match path {
        "properties" => (
            "property",
            json!({
                "reference": "O-900", "name": "Ahornhof", "street": "Ahornweg 3", "postal_code": "10115", "town": "Berlin",
                "federal_state": "BE", "caretaker_name": "Karin Wart", "caretaker_phone": "030 23125 103", "revision": 2,
            }),
        ),
        "units" => (
            "unit",
            json!({
                "reference": "E-900-1", "property": "O-900", "kind": "wohnung", "label": "2. Obergeschoss links", "area": 6410, "revision": 2,
            }),
        ),
        "persons" => (
            "person",
            json!({
                "reference": "P-900-1", "salutation": "frau", "first_name": "Ada", "last_name": "Moll", "street": "Ahornweg 3",
                "postal_code": "10115", "town": "Berlin", "email": "ada.moll@beispiel.example", "phone": "030 23125 121", "revision": 2,
            }),
        ),
        "contracts" => (
            "contract",
            json!({
                "reference": "V-900-1", "unit": "E-900-1", "kind": "miete", "persons": ["P-900-1"], "starts_on": "2024-07-01",
                "signed_on": "2024-06-15", "rent": 70000, "operating_costs": 15000, "heating_costs": 9000, "deposit": 204000, "revision": 2,
            }),
        ),
        "contract-persons" => (
            "contract_person",
            json!({
                "reference": "VP-900-1", "contract": "V-900-1", "person": "P-900-1", "valid_from": "2024-07-15", "revision": 2,
            }),
        ),
        "rent-parts" => (
            "rent_part",
            json!({
                "reference": "M-900-1", "contract": "V-900-1", "kind": "miete", "label": "Nettokaltmiete", "amount": 70000,
                "valid_from": "2024-07-01", "revision": 2,
            }),
        ),
        "bank-mandates" => (
            "bank_mandate",
            json!({
                "reference": "B-900-1", "contract": "V-900-1", "holder": "Ada Moll-Krohn", "iban": "DE89370400440532013000",
                "mandate": "MANDAT-900-1", "signed_on": "2024-06-15", "revision": 2,
            }),
        ),
        "consumption-values" => (
            "consumption_value",
            json!({
                "reference": "W-900-1", "unit": "E-900-1", "medium": "waerme", "amount": 398250, "measure": "kWh",
                "valid_from": "2026-10-01", "valid_to": "2026-10-31", "revision": 2,
            }),
        ),
        _ => (
            "account_entry",
            json!({
                "reference": "K-900-1", "contract": "V-900-1", "booked_on": "2026-11-01", "due_on": "2026-11-05",
                "label": "Miete November 2026", "amount": 91000, "revision": 2,
            }),
        ),
    }
}
