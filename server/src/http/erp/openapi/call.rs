//! One call, and how the description words it.

use domain::erp::Scope;
use serde_json::{Map, Value, json};

use super::samples::Sample;

/// One call.
pub struct Call {
    /// `post`.
    pub method: &'static str,
    /// Its address.
    pub path: String,
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

impl Call {
    /// A call without scope, body and samples.
    pub fn new(method: &'static str, path: &str, id: &str, summary: &str) -> Self {
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

    /// What a key needs for it.
    pub fn needs(mut self, scope: Scope) -> Self {
        self.scope = Some(scope);
        self
    }

    /// The schema of its body.
    pub fn sends(mut self, schema: Value) -> Self {
        self.sends = Some(schema);
        self
    }

    /// What stands behind its question mark.
    pub fn query(mut self, parameters: impl IntoIterator<Item = Value>) -> Self {
        self.query.extend(parameters);
        self
    }

    /// An answer that is no refusal, with its schema.
    pub fn tells(mut self, status: u16, schema: &'static str) -> Self {
        self.tells.push((status, schema));
        self
    }

    /// What is sent and answered, by way of example.
    pub fn samples(mut self, samples: impl IntoIterator<Item = Sample>) -> Self {
        self.samples.extend(samples);
        self
    }

    /// The call as the description words it.
    pub fn operation(&self) -> Value {
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
                    answered as the first time. Answers are kept for seven days. Only on `/erp/v1/events` \
                    it may be left out: what is heard twice is fetched once.",
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

/// A reference to a schema.
pub fn to(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

fn reference(response: &str) -> Value {
    json!({"$ref": format!("#/components/responses/{response}")})
}
