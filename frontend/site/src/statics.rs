//! Files that are served as they are: icons, the sprite, the typeface.

use crate::fault::Fault;
use crate::places::{Places, files_below, read};

/// A file with the name the code asks for.
#[derive(Debug)]
pub struct Asset {
    /// `sprite.svg`, `icon-192.png`
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// True if the service worker stores it at installation.
    pub precache: bool,
}

/// The typeface by npm's names and ours. Its licence (OFL) asks to travel with it.
const TYPEFACE: [(&str, &str, bool); 3] = [
    (
        "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "atkinson-latin.woff2",
        true,
    ),
    (
        "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        "atkinson-latin-ext.woff2",
        true,
    ),
    ("LICENSE", "atkinson-licence.txt", false),
];

/// What an installed app shows without a network. The other icons are the system's and fetched by it.
const PRECACHED: [&str; 2] = ["sprite.svg", "icon-192.png"];

/// The service worker: not a file as it is, the builder fills in two lines.
pub const WORKER: &str = "sw.js";

/// Files with an address of their own: browsers ask for them by name, so the name cannot hold a hash.
pub const FIXED: [&str; 5] = [
    WORKER,
    "sw-off.js",
    "favicon.ico",
    "icon.svg",
    "apple-touch-icon.png",
];

/// Reads them all.
pub fn collect(places: &Places) -> Result<Vec<Asset>, Fault> {
    let mut assets = Vec::new();
    for path in files_below(&places.statics())? {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if name == WORKER
            || name.ends_with(".md")
            || path.components().any(|part| part.as_os_str() == "drawings")
        {
            continue;
        }
        assets.push(Asset {
            precache: PRECACHED.contains(&name.as_str()),
            bytes: read(&path)?,
            name,
        });
    }
    let typeface = places
        .style()
        .join("node_modules/@fontsource-variable/atkinson-hyperlegible-next");
    for (from, name, precache) in TYPEFACE {
        assets.push(Asset {
            name: name.to_owned(),
            bytes: read(&typeface.join(from))?,
            precache,
        });
    }
    Ok(assets)
}
