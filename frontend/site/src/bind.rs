//! Cuts the compiled module into parts, binds the first one to JavaScript and shrinks them all.

use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::names::digest;
use crate::places::{Places, files_below, read, read_text, write};
use crate::split;
use crate::stamp::Stamp;
use crate::terminal::{Terminal, size};
use crate::tool::Tool;

/// What the module may use: the features rustc turns on by itself, so that wasm-opt accepts them.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
const NO_NPM_TOOL: &str = "run `npm ci` in style/";

/// Writes `hausportal.js` and `hausportal.wasm` to the work folder; does nothing for a module it has seen.
pub fn build(places: &Places, terminal: &mut Terminal) -> Result<(), Fault> {
    let raw = read(&places.raw_wasm())?;
    let tools = read(&places.style().join("package-lock.json"))?;
    let inputs = format!(
        "{} {} {}",
        digest(&raw),
        digest(&tools),
        digest(include_bytes!("bind.rs"))
    );
    let work = places.work();
    let stamp = Stamp::read(places);
    if stamp.knows("bind", &inputs)
        && work.join("hausportal.wasm").is_file()
        && work.join("hausportal.js").is_file()
        && split::first(places).is_file()
    {
        terminal.done("bind", "unchanged");
        return Ok(());
    }
    split::cut(places, &raw)?;
    terminal.done("split", &bundle_names(places)?);
    let bound = bind(places)?;
    let from = bound.join("hausportal_bg.wasm");
    terminal.done("bind", &size(read(&from)?.len()));
    let to = work.join("hausportal.wasm");
    shrink(places, &from, &to)?;
    for part in split::later(places)? {
        shrink(places, &part, &part)?;
    }
    let glue = read_text(&bound.join("hausportal.js"))?;
    write(&work.join("hausportal.js"), glue.as_bytes())?;
    terminal.done("shrink", &size(read(&to)?.len()));
    stamp.note(places, "bind", inputs)
}

/// Gives the first part its JavaScript; the others find their functions in the table it exports.
fn bind(places: &Places) -> Result<PathBuf, Fault> {
    let bound = places.work().join("bound");
    if bound.is_dir() {
        std::fs::remove_dir_all(&bound).map_err(Fault::file(&bound))?;
    }
    wasm_bindgen_cli_support::Bindgen::new()
        .input_bytes("hausportal", read(&split::first(places))?)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .keep_lld_exports(true)
                .demangle(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(&bound)
        })
        .map_err(|fault| Fault::Bind(format!("{fault:#}")))?;
    Ok(bound)
}

fn bundle_names(places: &Places) -> Result<String, Fault> {
    let names: Vec<String> = split::bundles(places)?.into_keys().collect();
    Ok(names.join(", "))
}

/// The small JavaScript files crates bring along, as (import path without `./`, bytes).
pub fn snippets(places: &Places) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let bound = places.work().join("bound");
    let folder = bound.join("snippets");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for path in files_below(&folder)? {
        let import = path
            .strip_prefix(&bound)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        found.push((import, read(&path)?));
    }
    Ok(found)
}

/// One light pass: the heavier ones (`-Oz`) make the file smaller, but what travels in brotli larger, and take three
/// times as long (docs/decisions/0006-bundles.md).
fn shrink(places: &Places, from: &Path, to: &Path) -> Result<(), Fault> {
    Tool::new(
        places.npm_tool("wasm-opt"),
        NO_NPM_TOOL,
        "its words above say why; style/package.json pins its version",
    )
    .args(["-O1", "--shrink-level=2", "--strip-debug"])
    .args(FEATURES)
    .args([from.as_os_str(), "-o".as_ref(), to.as_os_str()])
    .run_quietly()
}
