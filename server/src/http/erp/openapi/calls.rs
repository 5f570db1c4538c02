//! The calls: where, with what, and what is answered.

use domain::erp::Scope;
use serde_json::{Map, Value, json};

use super::{
    refusals,
    samples::{self, Sample},
};

/// One call.
struct Call {
    method: &'static str,
    path: String,
    id: String,
    summary: String,
    /// What a key needs; nothing where any key will do.
    scope: Option<Scope>,
    /// What stands behind the question mark.
    query: Vec<Value>,
    /// Schema of the body.
    sends: Option<Value>,
    /// Schemas of the answers that are none of the refusals.
    tells: Vec<(u16, &'static str)>,
    samples: Vec<Sample>,
}

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

/// Refusals of every signed call, and those of calls that bring something.
const ALWAYS: [(u16, &str); 5] = [
    (400, "Misshapen"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (429, "TooMany"),
    (500, "Failed"),
];
const BRINGING: [(u16, &str); 6] = [
    (408, "TooSlow"),
    (409, "Conflict"),
    (413, "TooLarge"),
    (415, "MediaType"),
    (503, "Busy"),
    (507, "Full"),
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

impl Call {
    fn new(method: &'static str, path: &str, id: &str, summary: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            id: id.to_owned(),
            summary: summary.to_owned(),
            scope: None,
            query: Vec::new(),
            sends: None,
            tells: Vec::new(),
            samples: Vec::new(),
        }
    }

    fn needs(mut self, scope: Scope) -> Self {
        self.scope = Some(scope);
        self
    }

    fn sends(mut self, schema: Value) -> Self {
        self.sends = Some(schema);
        self
    }

    fn query(mut self, parameters: impl IntoIterator<Item = Value>) -> Self {
        self.query.extend(parameters);
        self
    }

    fn tells(mut self, status: u16, schema: &'static str) -> Self {
        self.tells.push((status, schema));
        self
    }

    fn samples(mut self, samples: impl IntoIterator<Item = Sample>) -> Self {
        self.samples.extend(samples);
        self
    }

    fn operation(&self) -> Value {
        let mut operation = json!({
            "operationId": self.id,
            "summary": self.summary,
            "tags": [self.tag()],
            "security": self.security(),
            "parameters": self.parameters(),
            "responses": self.responses(),
        });
        if let Some(scope) = self.scope {
            operation["description"] = json!(format!("The key needs the scope `{scope}`."));
        }
        if let Some(schema) = &self.sends {
            let sent = self
                .samples
                .iter()
                .filter_map(|one| Some((one.name, one.example(one.sent.as_ref()?))));
            let sent: Map<String, Value> =
                sent.map(|(name, value)| (name.to_owned(), value)).collect();
            operation["requestBody"] = json!({
                "required": true,
                "content": {"application/json": {"schema": schema, "examples": sent}},
            });
        }
        operation
    }

    fn tag(&self) -> &'static str {
        match self.scope {
            None => "Key",
            Some(Scope::MasterWrite) => "Master data",
            Some(Scope::DocumentsWrite) => "Documents",
            Some(Scope::ChangesRead | Scope::ChangesWrite) => "Changes",
            Some(Scope::EventsWrite) => "Events",
        }
    }

    fn security(&self) -> Value {
        match self.scope {
            Some(Scope::EventsWrite) => json!([{"signature": []}, {"bearer": []}]),
            _ => json!([{"signature": []}]),
        }
    }

    fn parameters(&self) -> Vec<Value> {
        let mut all = self.query.clone();
        if self.path.contains("{reference}") {
            let example = self.samples.first().map(|sample| sample.place);
            all.push(json!({
                "name": "reference", "in": "path", "required": true, "description": "The ERP's key.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 100}, "example": example,
            }));
        }
        if self.path.contains("{position}") {
            all.push(json!({
                "name": "position", "in": "path", "required": true, "description": "The command's place in the order.",
                "schema": {"type": "integer", "format": "int64", "minimum": 0}, "example": 1,
            }));
        }
        if self.method != "get" {
            all.push(json!({
                "name": "Idempotency-Key", "in": "header", "required": self.scope != Some(Scope::EventsWrite),
                "description": "The ERP's name for the order: sent again with the same name it is not carried out again, and \
                    answered as the first time. Answers are kept for seven days. Only where the secret itself is shown, on \
                    `/erp/v1/events`, it may be left out.",
                "schema": {"type": "string", "pattern": "^[!-~]{1,64}$"}, "example": "5d1f0c52-7b0e-4c63-9f2e-3a1f5b7c9d21",
            }));
        }
        all
    }

    fn responses(&self) -> Value {
        let mut all = Map::new();
        for (status, schema) in &self.tells {
            all.insert(
                status.to_string(),
                self.answer(*status, "application/json", schema),
            );
        }
        let refused = self.samples.iter().any(|sample| sample.status == 422);
        for (status, name) in ALWAYS {
            all.insert(status.to_string(), reference(name));
        }
        if self.path.contains('{') {
            all.insert("404".to_owned(), reference("NotFound"));
        }
        if self.method != "get" {
            for (status, name) in BRINGING {
                all.insert(status.to_string(), reference(name));
            }
            let told = match refused {
                true => self.answer(422, "application/problem+json", "Problem"),
                false => reference("Refused"),
            };
            all.insert("422".to_owned(), told);
            if self.scope == Some(Scope::DocumentsWrite) {
                all.insert("404".to_owned(), reference("NotFound"));
            }
        }
        Value::Object(all)
    }

    fn answer(&self, status: u16, kind: &str, schema: &str) -> Value {
        let samples = self.samples.iter().filter(|sample| sample.status == status);
        let told: Map<String, Value> = samples
            .map(|sample| (sample.name.to_owned(), sample.example(&sample.told)))
            .collect();
        let words = match status {
            202 => "Heard, or parked until two people of the manager's have looked.",
            422 => "Refused; nothing was changed.",
            _ => "Done.",
        };
        json!({
            "description": words,
            "headers": {"Idempotency-Replayed": {
                "description": "`true` where the answer was given before.",
                "schema": {"type": "string", "enum": ["true"]},
            }},
            "content": {kind: {"schema": to(schema), "examples": told}},
        })
    }
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

fn to(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

fn reference(response: &str) -> Value {
    json!({"$ref": format!("#/components/responses/{response}")})
}
