//! What the browser downloads on a first visit, as `frontend/site` left it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::Result;

/// The bundles that are measured too: what the home page and the staff's inbox add to a first visit.
const BUNDLES: [(&str, &str); 2] = [
    ("residents", "the home page of a resident"),
    ("staff", "the inbox of staff"),
];

/// The built site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Address of the style sheet: the static file that is measured.
    pub asset: String,
    /// Bytes of wasm, scripts and styles on the wire; none where the browser's half was not built.
    pub first_visit: Option<u32>,
    /// What pages add to it: the page and its bytes.
    pub later: Vec<(&'static str, u32)>,
}

#[derive(Deserialize)]
struct Manifest {
    entry: Entry,
    bundles: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Entry {
    js: String,
    link: String,
    wasm: String,
    css: String,
}

impl Site {
    /// Reads the manifest in `dist`.
    ///
    /// # Errors
    /// The site was not built.
    pub fn read(dist: &Path) -> Result<Self> {
        let unbuilt = |error| {
            format!(
                "{} is not built ({error}); run `make site` in the project's folder",
                dist.display()
            )
        };
        let text = fs::read(dist.join("manifest.json")).map_err(unbuilt)?;
        let Manifest { entry, bundles } = serde_json::from_slice(&text)?;
        if entry.css.is_empty() {
            return Err("the site has no style sheet; run `make site`".into());
        }
        let mut later = Vec::new();
        for (bundle, page) in BUNDLES {
            if let Some(parts) = bundles.get(bundle) {
                later.push((page, together(dist, parts)?));
            }
        }
        Ok(Self {
            first_visit: first_visit(dist, &entry)?,
            asset: entry.css,
            later,
        })
    }
}

/// Bytes of the entry; none where the browser's half was not built.
fn first_visit(dist: &Path, entry: &Entry) -> Result<Option<u32>> {
    let Entry {
        js,
        link,
        wasm,
        css,
    } = entry;
    let all = [js, link, wasm, css].map(Clone::clone);
    if all.iter().any(String::is_empty) {
        return Ok(None);
    }
    together(dist, &all).map(Some)
}

fn together(dist: &Path, paths: &[String]) -> Result<u32> {
    paths.iter().map(|path| on_the_wire(dist, path)).sum()
}

/// Bytes of a file in brotli, or as it is where brotli would not help.
fn on_the_wire(dist: &Path, path: &str) -> Result<u32> {
    let file = path.trim_start_matches('/');
    let found =
        fs::metadata(dist.join(format!("{file}.br"))).or_else(|_| fs::metadata(dist.join(file)))?;
    Ok(u32::try_from(found.len())?)
}
