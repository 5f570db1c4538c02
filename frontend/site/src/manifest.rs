//! The list of all built files: what the server embeds and the pages link to.

use serde::Serialize;

use crate::module::{self, Addresses};

/// `frontend/dist/manifest.json`.
#[derive(Debug, Serialize)]
pub struct Manifest {
    /// Changes whenever any file changes.
    pub build_id: String,
    /// The addresses every page needs.
    pub entry: Entry,
    /// Addresses of what is fetched later, by the bundle's name.
    pub bundles: Addresses,
    /// Every file, with how to serve it.
    pub files: Vec<File>,
}

/// Addresses (`/pkg/…`) of what the page's head links to. Empty where the wasm was never built.
#[derive(Debug, Default, Serialize)]
pub struct Entry {
    /// The module that loads the wasm.
    pub js: String,
    /// The module that fetches the bundles; the first one imports it.
    pub link: String,
    /// The wasm, to be handed to the module.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The typeface to preload.
    pub font: String,
    /// The icons.
    pub sprite: String,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its name without the hash: what the code asks for, `icon-192.png`.
    pub name: String,
    /// Its address, `/pkg/icon-192.0123456789abcdef.png`.
    pub path: String,
    /// Where it lies below `frontend/dist`.
    pub file: String,
    /// The `Content-Type` header.
    pub content_type: &'static str,
    /// True if the address holds the content's hash: a browser may keep it for ever.
    pub immutable: bool,
    /// True if the service worker stores it at installation.
    pub precache: bool,
    /// True if `<file>.br` stands beside it.
    pub br: bool,
    /// True if `<file>.gz` stands beside it.
    pub gz: bool,
}

impl Entry {
    /// Finds the addresses among the files.
    pub fn of(files: &[File]) -> Self {
        let path = |name: &str| {
            files
                .iter()
                .find(|file| file.name == name)
                .map(|file| file.path.clone())
                .unwrap_or_default()
        };
        Self {
            js: path("hausportal.js"),
            link: path(module::LINK),
            wasm: path("hausportal.wasm"),
            css: path("hausportal.css"),
            font: path("atkinson-latin.woff2"),
            sprite: path("sprite.svg"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_finds_the_hashed_addresses() {
        let file = File {
            name: "sprite.svg".into(),
            path: "/pkg/sprite.00.svg".into(),
            file: "pkg/sprite.00.svg".into(),
            content_type: "image/svg+xml",
            immutable: true,
            precache: true,
            br: true,
            gz: true,
        };
        let entry = Entry::of(&[file]);
        assert_eq!(entry.sprite, "/pkg/sprite.00.svg");
        assert_eq!(entry.wasm, "");
    }
}
