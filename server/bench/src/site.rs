//! What the browser downloads on a first visit, as `frontend/site` left it.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::Result;

/// The entry of the built site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Address of the style sheet: the static file that is measured.
    pub asset: String,
    /// Bytes of wasm, scripts and styles on the wire; none where the browser's half was not built.
    pub first_visit: Option<u32>,
}

#[derive(Deserialize)]
struct Manifest {
    entry: Entry,
}

#[derive(Deserialize)]
struct Entry {
    js: String,
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
        let Entry { js, wasm, css } = serde_json::from_slice::<Manifest>(&text)?.entry;
        if css.is_empty() {
            return Err("the site has no style sheet; run `make site`".into());
        }
        let mut sum = Some(0);
        for path in [&js, &wasm, &css] {
            sum = match (sum, path.is_empty()) {
                (Some(sum), false) => Some(sum + on_the_wire(dist, path)?),
                _ => None,
            };
        }
        Ok(Self {
            asset: css,
            first_visit: sum,
        })
    }
}

/// Bytes of a file in brotli, or as it is where brotli would not help.
fn on_the_wire(dist: &Path, path: &str) -> Result<u32> {
    let file = path.trim_start_matches('/');
    let found =
        fs::metadata(dist.join(format!("{file}.br"))).or_else(|_| fs::metadata(dist.join(file)))?;
    Ok(u32::try_from(found.len())?)
}
