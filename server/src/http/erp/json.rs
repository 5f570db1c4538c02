//! Reads a body strictly, and says in German what does not fit and where.

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::problem::{BodyFault, Code, Problem};

/// What the parser says first, and the same in German. What stands in backticks behind it is named, too.
const WORDS: [(&str, &str); 9] = [
    ("unknown field", "Dieses Feld gibt es nicht"),
    ("missing field", "Dieses Feld fehlt"),
    ("duplicate field", "Dieses Feld steht zweimal da"),
    ("unknown variant", "Dieses Wort ist hier nicht möglich"),
    ("invalid type", "Der Wert ist von der falschen Art"),
    ("invalid value", "Der Wert ist nicht möglich"),
    ("invalid length", "Die Zahl der Einträge ist nicht möglich"),
    ("premature end of input", "Das ist kein Tag wie 2026-11-27"),
    ("input ", "Das ist kein Tag wie 2026-11-27"),
];

/// Reads a body: no unknown fields, nothing twice, nothing behind it.
///
/// # Errors
/// 400 for what is no JSON, 422 with place and reason for what does not fit the schema.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    if has_null_character(body) {
        return Err(Problem::schema(vec![BodyFault {
            path: String::new(),
            reason: "Ein Text enthält das Zeichen U+0000, das das Portal nicht annimmt.".to_owned(),
        }]));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut reader);
    let value = read.map_err(|error| {
        let path = error.path().to_string();
        refusal(&path, error.inner())
    })?;
    reader.end().map_err(|error| refusal("", &error))?;
    Ok(value)
}

fn refusal(path: &str, error: &serde_json::Error) -> Problem {
    match error.classify() {
        Category::Data => Problem::schema(vec![fault(path, &error.to_string())]),
        Category::Io | Category::Syntax | Category::Eof => broken(&format!(
            "Zeile {}, Spalte {}.",
            error.line(),
            error.column()
        )),
    }
}

fn broken(place: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        Code::Json,
        format!("Der Inhalt ist kein gültiges JSON. {place} Es wurde nichts geändert."),
    )
}

fn fault(path: &str, said: &str) -> BodyFault {
    let word = said.split('`').nth(1);
    let known = WORDS.iter().find(|(english, _)| said.starts_with(english));
    let reason = match (known, word) {
        (Some((_, german)), Some(word)) => format!("{german}: {word}."),
        (Some((_, german)), None) => format!("{german}."),
        (None, _) => "Der Wert passt nicht zu diesem Feld.".to_owned(),
    };
    let path = match path {
        "." | "?" => String::new(),
        path => path.to_owned(),
    };
    BodyFault { path, reason }
}

/// No text of the portal may hold it: PostgreSQL does not store it.
fn has_null_character(body: &[u8]) -> bool {
    let escape = b"\\u0000";
    body.windows(escape.len())
        .enumerate()
        .filter(|(_, window)| window == escape)
        .any(|(at, _)| {
            let before = body[..at].iter().rev();
            before.take_while(|byte| **byte == b'\\').count() % 2 == 0
        })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is refused is looked at")]
    struct List {
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is refused is looked at")]
    struct Row {
        name: String,
        day: NaiveDate,
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        for (body, told) in [
            (
                r#"{"rows":[{"name":"a","day":"2026-11-27","x":1}]}"#,
                r#""path":"rows[0].x","reason":"Dieses Feld gibt es nicht: x.""#,
            ),
            (
                r#"{"rows":[{"day":"2026-11-27"}]}"#,
                r#""reason":"Dieses Feld fehlt: name.""#,
            ),
            (
                r#"{"rows":[{"name":"a","name":"b"}]}"#,
                r#""reason":"Dieses Feld steht zweimal da: name.""#,
            ),
            (
                r#"{"rows":[{"name":7}]}"#,
                r#""path":"rows[0].name","reason":"Der Wert ist von der falschen Art: 7."#,
            ),
            (
                r#"{"rows":[{"name":"a","day":"gestern"}]}"#,
                r#""path":"rows[0].day","reason":"Das ist kein Tag wie 2026-11-27.""#,
            ),
            (r#"{"rows":[]"#, r#""code":"json""#),
            (r#"{"rows":[]} {}"#, r#""code":"json""#),
            ("", r#""code":"json""#),
            (r#"{"rows":[{"name":"\u0000"}]}"#, "U+0000"),
        ] {
            let problem = read::<List>(body.as_bytes()).expect_err(body);
            let said = problem.text();
            assert!(said.contains(told), "{body}: {said}");
        }
        let escaped = r#"{"rows":[{"name":"\\u0000","day":"2026-11-27"}]}"#;
        assert!(read::<List>(escaped.as_bytes()).is_ok());
    }

    #[test]
    fn what_is_too_deep_is_no_json() {
        let body = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        let problem = read::<serde_json::Value>(body.as_bytes()).expect_err("too deep");
        assert!(problem.text().contains(r#""code":"json""#));
    }
}
