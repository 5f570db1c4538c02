//! Which files a bundle of pages consists of: told to Leptos, whose pages ask for them in their head.

use std::{collections::HashMap, sync::LazyLock};

use leptos::{WasmSplitManifest, prelude::ArcStoredValue};

use super::assets::{BUNDLES, ENTRY};

const FOLDER: &str = "/pkg";

/// The same for every page; clones share it.
static MANIFEST: LazyLock<WasmSplitManifest> = LazyLock::new(|| {
    let parts = |paths: &[&str]| paths.iter().map(|path| stem(path)).collect();
    let bundles: HashMap<String, Vec<String>> = BUNDLES
        .iter()
        .map(|(name, paths)| ((*name).to_owned(), parts(paths)))
        .collect();
    let link = ENTRY
        .link
        .trim_start_matches(FOLDER)
        .trim_start_matches('/');
    WasmSplitManifest(ArcStoredValue::new((
        FOLDER.to_owned(),
        bundles,
        link.to_owned(),
    )))
});

/// The bundles for one page; none where the browser's half was not built.
pub fn manifest() -> Option<WasmSplitManifest> {
    (!ENTRY.link.is_empty()).then(|| MANIFEST.clone())
}

/// Leptos wants the name without folder and ending.
fn stem(path: &str) -> String {
    let name = path.trim_start_matches(FOLDER).trim_start_matches('/');
    name.trim_end_matches(".wasm").to_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn leptos_gets_the_name_alone() {
        assert_eq!(stem("/pkg/part-chunk_1.00ff.wasm"), "part-chunk_1.00ff");
    }
}
