//! What any call may end with, and the one call for which nobody needs a key.

use serde_json::{Value, json};

use crate::http::erp::problem::{Code, Problem};

/// The refusals that any call may end with.
pub fn refusals() -> Value {
    let refusal = |words: &str, problem: Problem| {
        let told = serde_json::to_value(problem).unwrap_or_default();
        json!({
            "description": words,
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"}, "example": told,
            }},
        })
    };
    let problem = |status: u16, code, detail: &str| {
        let status = http::StatusCode::from_u16(status).unwrap_or_default();
        Problem::new(status, code, detail)
    };
    let mut all = json!({
        "Misshapen": refusal(
            "A parameter or header is missing or wrong, or the body is no JSON.",
            problem(400, Code::Json, "Der Inhalt ist kein gültiges JSON. Zeile 1, Spalte 1. Es wurde nichts geändert."),
        ),
        "Unauthorized": refusal("The sender is not known. The body is the same whatever the reason; the portal's log names it.", Problem::unauthorized()),
        "Forbidden": refusal("The key may not do this.", Problem::scope()),
        "NotFound": refusal("There is no such thing.", Problem::not_found()),
        "TooSlow": refusal("The body did not arrive in a minute.", problem(408, Code::TooSlow, "Die Daten sind nicht ganz angekommen. Senden Sie sie noch einmal.")),
        "Conflict": refusal(
            "The idempotency key belongs to another order, or the first order of this name is still being carried out (then with `Retry-After`).",
            problem(409, Code::Reused, "Unter diesem Idempotency-Key kam schon ein anderer Auftrag. Geben Sie jedem Auftrag einen eigenen."),
        ),
        "TooLarge": refusal("The body has more than 16 MiB.", problem(413, Code::TooLarge, "Eine Anfrage darf höchstens 16 MiB groß sein. Teilen Sie die Daten auf.")),
        "MediaType": refusal("The body is no `application/json`.", problem(415, Code::MediaType, "Der Inhalt muss application/json sein.")),
        "Refused": refusal("The portal refuses; nothing was changed.", problem(422, Code::Refused, "Die Änderung hat schon ein anderes Ende gefunden.")),
        "TooMany": refusal("More than 20 requests in a second or 4 at once; `Retry-After` says when to come back.", problem(429, Code::TooMany, "Das waren zu viele Anfragen. Bitte warten Sie 1 Sekunde.")),
        "Failed": refusal("The portal failed; nothing was changed.", problem(500, Code::Failed, "Auf der Seite des Portals ist ein Fehler passiert. Es wurde nichts geändert. Versuchen Sie es in einer Minute noch einmal.")),
        "Busy": refusal("The portal has too much to do; `Retry-After` says when to come back.", problem(503, Code::Failed, "Gerade ist sehr viel los. Bitte versuchen Sie es in wenigen Sekunden noch einmal.")),
        "Full": refusal("There is no room for files.", problem(507, Code::Failed, "Der Speicher für Dateien ist voll.")),
    });
    for name in ["TooMany", "Busy", "Conflict"] {
        all[name]["headers"] = json!({"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}});
    }
    all["Unauthorized"]["headers"] =
        json!({"WWW-Authenticate": {"description": "The scheme.", "schema": {"type": "string"}}});
    all
}

/// This document itself, for which nobody needs a key.
pub fn this_document() -> Value {
    json!({"get": {
        "operationId": "showOpenApi",
        "summary": "This document",
        "tags": ["Key"],
        "security": [],
        "responses": {"200": {
            "description": "This document.",
            "content": {"application/json": {"schema": {"type": "object", "required": ["openapi"]}, "example": {"openapi": "3.1.0"}}},
        }},
    }})
}
