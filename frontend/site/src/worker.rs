//! The service worker: gets the build's name and the list of files to store.

use crate::fault::Fault;

const BUILD_LINE: &str = "const BUILD = \"\";";
const LIST_LINE: &str = "const PRECACHE = [];";
const READER_LINE: &str = "const READER = [];";

/// Fills in the three constants at the head of `sw.js`: the build, what every device stores, and what those store that
/// keep tickets.
pub fn filled(
    source: &str,
    build_id: &str,
    precache: &[&str],
    reader: &[String],
) -> Result<String, Fault> {
    for line in [BUILD_LINE, LIST_LINE, READER_LINE] {
        if source.matches(line).count() != 1 {
            return Err(Fault::WorkerLine(line));
        }
    }
    let list = serde_json::to_string_pretty(precache)?;
    let reader = serde_json::to_string_pretty(reader)?;
    Ok(source
        .replace(BUILD_LINE, &format!("const BUILD = \"{build_id}\";"))
        .replace(LIST_LINE, &format!("const PRECACHE = {list};"))
        .replace(READER_LINE, &format!("const READER = {reader};")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_its_build_and_its_files() {
        let source =
            "// worker\nconst BUILD = \"\";\nconst PRECACHE = [];\nconst READER = [];\nwork();\n";
        let reader = ["/pkg/part-1.0.wasm".to_owned()];
        let text = filled(source, "b1", &["/pkg/a.0.css"], &reader).unwrap();
        assert_eq!(
            text,
            "// worker\nconst BUILD = \"b1\";\nconst PRECACHE = [\n  \"/pkg/a.0.css\"\n];\nconst READER = [\n  \"/pkg/part-1.0.wasm\"\n];\nwork();\n"
        );
    }

    #[test]
    fn a_worker_without_its_lines_is_refused() {
        assert!(
            filled("work();", "b1", &[], &[])
                .unwrap_err()
                .to_string()
                .contains("sw.js needs the line")
        );
    }
}
