//! Cuts the compiled module into the part every visit needs and the bundles of pages that are fetched later.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::places::{Places, files_below, read, write};

/// The module by which the parts find each other, as the first part imports it.
pub const LINK: &str = "__wasm_split.js";
/// The wasm-bindgen module, as the link module imports it.
pub const MAIN: &str = "hausportal.js";

/// What each bundle consists of, by the bundle's name: files in `parts`, without their ending.
pub type Bundles = BTreeMap<String, Vec<String>>;

/// Where the parts lie.
pub fn parts(places: &Places) -> PathBuf {
    places.work().join("parts")
}

/// The first part, which wasm-bindgen goes on with.
pub fn first(places: &Places) -> PathBuf {
    parts(places).join("first.wasm")
}

/// Cuts `raw` apart; what an earlier build has left is removed.
pub fn cut(places: &Places, raw: &[u8]) -> Result<(), Fault> {
    let folder = parts(places);
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder).map_err(Fault::file(&folder))?;
    }
    std::fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
    let (first, link, main) = (first(places), format!("./{LINK}"), format!("./{MAIN}"));
    let mut options = wasm_split_cli_support::Options::new(raw);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = &main;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|fault| Fault::Split(format!("{fault:#}")))?;
    let bundles: Bundles = split.prefetch_map.into_iter().collect();
    write(&listed(places), &serde_json::to_vec(&bundles)?).map(drop)
}

/// The bundles of the last cut; none where the wasm was never built.
pub fn bundles(places: &Places) -> Result<Bundles, Fault> {
    let path = listed(places);
    if !path.is_file() {
        return Ok(Bundles::new());
    }
    Ok(serde_json::from_slice(&read(&path)?)?)
}

/// The parts that are fetched later.
pub fn later(places: &Places) -> Result<Vec<PathBuf>, Fault> {
    let first = first(places);
    let is_part = |path: &Path| path.extension().is_some_and(|ending| ending == "wasm");
    let mut files = files_below(&parts(places))?;
    files.retain(|path| is_part(path) && *path != first);
    Ok(files)
}

fn listed(places: &Places) -> PathBuf {
    parts(places).join("bundles.json")
}
