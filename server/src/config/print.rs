//! Writes the settings in force into the shipped file, so that each keeps its explanation.

use toml::{Table, Value};

/// The lines of `template` with the values of `table`.
pub fn filled(template: &str, table: &Table) -> String {
    let mut section = Vec::new();
    let mut text = String::new();
    for line in template.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            section = name.split('.').collect();
        }
        let key = line
            .split_once(" = ")
            .map(|(key, _)| key)
            .filter(|key| !key.starts_with('#'));
        match key.and_then(|key| find(table, &section, key).map(|value| (key, value))) {
            Some((key, value)) => text.push_str(&format!("{key} = {value}\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

fn find<'t>(table: &'t Table, section: &[&str], key: &str) -> Option<&'t Value> {
    let mut here = table;
    for name in section {
        here = here.get(*name)?.as_table()?;
    }
    here.get(key)
}
