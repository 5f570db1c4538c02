//! The service worker: gets the build's name and the list of files to store.

use crate::fault::Fault;

const BUILD_LINE: &str = "const BUILD = \"\";";
const LIST_LINE: &str = "const PRECACHE = [];";

/// Fills in the two constants at the head of `sw.js`.
pub fn filled(source: &str, build_id: &str, precache: &[&str]) -> Result<String, Fault> {
    for line in [BUILD_LINE, LIST_LINE] {
        if source.matches(line).count() != 1 {
            return Err(Fault::WorkerLine(line));
        }
    }
    let list = serde_json::to_string_pretty(precache)?;
    Ok(source
        .replace(BUILD_LINE, &format!("const BUILD = \"{build_id}\";"))
        .replace(LIST_LINE, &format!("const PRECACHE = {list};")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_its_build_and_its_files() {
        let source = "// worker\nconst BUILD = \"\";\nconst PRECACHE = [];\nwork();\n";
        let text = filled(source, "b1", &["/pkg/a.0.css"]).unwrap();
        assert_eq!(
            text,
            "// worker\nconst BUILD = \"b1\";\nconst PRECACHE = [\n  \"/pkg/a.0.css\"\n];\nwork();\n"
        );
    }

    #[test]
    fn a_worker_without_its_lines_is_refused() {
        assert!(
            filled("work();", "b1", &[])
                .unwrap_err()
                .to_string()
                .contains("sw.js needs the line")
        );
    }
}
