//! Addresses of the browser's files, which carry the hash of their content.

use leptos::prelude::*;

/// What the page's head links to; the server provides it as a context. Empty strings where a file was not built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteAssets {
    /// The module that loads the wasm.
    pub js: String,
    /// The module that fetches the bundles of pages; the first one imports it.
    pub link: String,
    /// The wasm.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The typeface to preload.
    pub font: String,
    /// The icons.
    pub sprite: String,
}

/// The address of the icons, the same on both sides.
#[derive(Debug, Clone)]
pub(crate) struct Sprite(pub(crate) String);

/// Tells the browser's half the address of the icons that the server knows.
pub(crate) fn provide_sprite() {
    let sprite = SharedValue::new(|| use_context::<SiteAssets>().map(|assets| assets.sprite));
    provide_context(Sprite(sprite.into_inner().unwrap_or_default()));
}
