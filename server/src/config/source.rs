//! Lays defaults, file and environment over each other, and names the place of what does not fit.

use std::{fs, path::Path};

use toml::{
    Table, Value,
    de::{DeTable, DeValue},
};

use super::ConfigError;

/// Every key with its default and its explanation.
pub const DEFAULTS: &str = include_str!("default.toml");
/// Variables that begin like a setting and are none.
const NOT_A_SETTING: &[&str] = &["HAUSPORTAL_CONFIG"];
const PREFIX: &str = "HAUSPORTAL_";
const SECRETS: &[&str] = &["url", "password", "secret_key", "secret", "token"];

/// The shipped settings as a table: also the list of what is known.
pub fn defaults() -> Result<Table, ConfigError> {
    DEFAULTS.parse().map_err(ConfigError::Value)
}

/// Lays the file at `path` over `table`.
pub fn lay_file(table: &mut Table, path: &Path) -> Result<(), ConfigError> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        file: name.clone(),
        source,
    })?;
    lay_text(table, &name, &text)
}

/// Lays the TOML `text` over `table`; errors name `file` and the line.
pub fn lay_text(table: &mut Table, file: &str, text: &str) -> Result<(), ConfigError> {
    let place = |offset: usize| {
        let line = text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1;
        format!("{file}, Zeile {line}")
    };
    let syntax = |error: toml::de::Error| ConfigError::Syntax {
        place: place(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    };
    let given = DeTable::parse(text).map_err(syntax)?;
    let mut wrong = Vec::new();
    check(given.get_ref(), table, "", &place, &mut wrong);
    ConfigError::all(wrong)?;
    merge(table, text.parse().map_err(syntax)?);
    Ok(())
}

fn check(
    given: &DeTable<'_>,
    known: &Table,
    section: &str,
    place: &impl Fn(usize) -> String,
    wrong: &mut Vec<ConfigError>,
) {
    for (name, value) in given {
        let key = format!("{section}{}", name.get_ref());
        let here = place(name.span().start);
        let Some(expected) = known.get(name.get_ref().as_ref()) else {
            wrong.push(ConfigError::Unknown { place: here, key });
            continue;
        };
        match (value.get_ref(), expected) {
            (DeValue::Table(inner), Value::Table(known)) => {
                check(inner, known, &format!("{key}."), place, wrong);
            }
            (value, expected) if value.type_str() == expected.type_str() => {}
            (_, expected) => wrong.push(ConfigError::Kind {
                place: here,
                key,
                expected: kind(expected),
            }),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Integer(_) => "eine ganze Zahl",
        Value::Boolean(_) => "true oder false",
        Value::Array(_) => "eine Liste",
        Value::Table(_) => "einen Abschnitt",
        _ => "einen Text in Anführungszeichen",
    }
}

fn merge(table: &mut Table, over: Table) {
    for (key, value) in over {
        match (table.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            (_, value) => {
                table.insert(key, value);
            }
        }
    }
}

/// Lays the variables `HAUSPORTAL_SECTION__KEY` over `table`; lists are written with commas.
pub fn lay_environment(
    table: &mut Table,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<(), ConfigError> {
    for (name, text) in environment {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        if NOT_A_SETTING.contains(&name.as_str()) {
            continue;
        }
        let key = rest.to_lowercase().replace("__", ".");
        let place = format!("Umgebung {name}");
        match slot(table, &key) {
            None | Some(Value::Table(_)) => return Err(ConfigError::Unknown { place, key }),
            Some(slot) => {
                *slot = parse(slot, &text).ok_or_else(|| ConfigError::Kind {
                    expected: kind(slot),
                    place,
                    key,
                })?;
            }
        }
    }
    Ok(())
}

fn slot<'t>(table: &'t mut Table, key: &str) -> Option<&'t mut Value> {
    match key.split_once('.') {
        None => table.get_mut(key),
        Some((section, rest)) => slot(table.get_mut(section)?.as_table_mut()?, rest),
    }
}

fn parse(like: &Value, text: &str) -> Option<Value> {
    Some(match like {
        Value::Integer(_) => Value::Integer(text.parse().ok()?),
        Value::Boolean(_) => Value::Boolean(text.parse().ok()?),
        Value::Array(_) => {
            let items = text.split(',').map(str::trim).filter(|s| !s.is_empty());
            Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
        }
        _ => Value::String(text.to_owned()),
    })
}

/// Replaces each key that has a filled `…_file` beside it with that file's content.
pub fn read_files(table: &mut Table) -> Result<(), ConfigError> {
    read_files_below(table, "")
}

fn read_files_below(table: &mut Table, section: &str) -> Result<(), ConfigError> {
    let names: Vec<String> = table.keys().cloned().collect();
    for name in names {
        if let Some(Value::Table(inner)) = table.get_mut(&name) {
            read_files_below(inner, &format!("{section}{name}."))?;
            continue;
        }
        let Some(target) = name.strip_suffix("_file") else {
            continue;
        };
        let Some(path) = table.get(&name).and_then(Value::as_str) else {
            continue;
        };
        if path.is_empty() {
            continue;
        }
        let text = read_file(
            &format!("{section}{name}"),
            Path::new(path),
            SECRETS.contains(&target),
        )?;
        table.insert(target.to_owned(), Value::String(text));
    }
    Ok(())
}

fn read_file(key: &str, path: &Path, secret: bool) -> Result<String, ConfigError> {
    let unreadable = |source| ConfigError::Unreadable {
        file: format!("{} ({key})", path.display()),
        source,
    };
    if secret && readable_by_all(path).map_err(unreadable)? {
        return Err(ConfigError::refused(
            key,
            format!(
                "Die Datei {} enthält ein Geheimnis und ist für alle lesbar. Bitte: chmod 600 {}",
                path.display(),
                path.display()
            ),
        ));
    }
    let text = fs::read_to_string(path).map_err(unreadable)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn readable_by_all(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o004 != 0)
}
