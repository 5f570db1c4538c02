//! Lays the program on the shelf: the first part with its JavaScript, what ties the parts together, and the bundles.

use std::collections::BTreeMap;

use crate::bind;
use crate::fault::Fault;
use crate::names::{digest, hashed};
use crate::places::{Places, read, read_text};
use crate::publish::Shelf;
use crate::split;
use crate::statics::Asset;

/// The link module by the name the manifest knows.
pub const LINK: &str = "hausportal-parts.js";
/// The bundle an installed app needs without a network, once it has stored tickets.
pub const READER: &str = "residents";

/// Addresses of the parts each bundle consists of, by the bundle's name.
pub type Addresses = BTreeMap<String, Vec<String>>;

/// Puts everything on the shelf; nothing where the wasm was never built.
pub fn put(places: &Places, shelf: &mut Shelf) -> Result<Addresses, Fault> {
    let glue = places.work().join("hausportal.js");
    let first = places.work().join("hausportal.wasm");
    if !(glue.is_file() && first.is_file()) {
        return Ok(Addresses::new());
    }
    let mut glue = read_text(&glue)?;
    put_snippets(places, shelf, &mut glue)?;
    let mut link = read_text(&split::parts(places).join(split::LINK))?;
    let bundles = put_parts(places, shelf, &mut link)?;
    put_scripts(shelf, glue, link);
    shelf.put(asset("hausportal.wasm", read(&first)?, true));
    Ok(bundles)
}

fn asset(name: &str, bytes: Vec<u8>, precache: bool) -> Asset {
    Asset {
        name: name.to_owned(),
        bytes,
        precache,
    }
}

fn put_snippets(places: &Places, shelf: &mut Shelf, glue: &mut String) -> Result<(), Fault> {
    for (import, bytes) in bind::snippets(places)? {
        let name = format!("snippet-{}", import.rsplit('/').next().unwrap_or(&import));
        let there = format!("./{}", hashed(&name, &bytes));
        *glue = glue.replace(&format!("./{import}"), &there);
        shelf.put(asset(&name, bytes, true));
    }
    Ok(())
}

/// The parts that are fetched later, named in the link module by their addresses.
fn put_parts(places: &Places, shelf: &mut Shelf, link: &mut String) -> Result<Addresses, Fault> {
    let bundles = split::bundles(places)?;
    let mut addresses = BTreeMap::new();
    for path in split::later(places)? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let (name, bytes) = (format!("part-{stem}.wasm"), read(&path)?);
        let file = hashed(&name, &bytes);
        *link = link.replace(&format!("\"./{stem}.wasm\""), &format!("\"./{file}\""));
        addresses.insert(stem.to_string(), format!("/pkg/{file}"));
        shelf.put(asset(&name, bytes, false));
    }
    Ok(addressed(bundles, &addresses))
}

fn addressed(bundles: split::Bundles, addresses: &BTreeMap<String, String>) -> Addresses {
    let found = |part: &String| addresses.get(part).cloned();
    bundles
        .into_iter()
        .map(|(bundle, parts)| (bundle, parts.iter().filter_map(found).collect()))
        .collect()
}

/// The two scripts name each other, so neither name can hold the hash of its own last text: both hold that of the
/// texts before the names were filled in.
fn put_scripts(shelf: &mut Shelf, glue: String, link: String) {
    let seed = format!("{}{}", digest(glue.as_bytes()), digest(link.as_bytes()));
    let (main, parts) = (
        hashed(split::MAIN, seed.as_bytes()),
        hashed(LINK, seed.as_bytes()),
    );
    let glue = renamed(&glue, split::LINK, &parts);
    let link = renamed(&link, split::MAIN, &main);
    shelf.put_named(asset(LINK, link.into_bytes(), true), parts);
    shelf.put_named(asset(split::MAIN, glue.into_bytes(), true), main);
}

/// Changes where an import comes from, and nothing else that is called the same.
fn renamed(script: &str, from: &str, to: &str) -> String {
    [('"', '"'), ('\'', '\'')]
        .iter()
        .fold(script.to_owned(), |script, (open, close)| {
            script.replace(
                &format!("from {open}./{from}{close}"),
                &format!("from {open}./{to}{close}"),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_import_is_renamed() {
        let script = "import * as a from \"./x.js\";\nimports[\"./x.js\"] = a;";
        assert_eq!(
            renamed(script, "x.js", "x.00.js"),
            "import * as a from \"./x.00.js\";\nimports[\"./x.js\"] = a;"
        );
    }

    #[test]
    fn a_bundle_is_the_addresses_of_its_parts() {
        let bundles = BTreeMap::from([(
            "staff".to_owned(),
            vec!["chunk_1".to_owned(), "empty".to_owned()],
        )]);
        let addresses = BTreeMap::from([("chunk_1".to_owned(), "/pkg/a.wasm".to_owned())]);
        assert_eq!(addressed(bundles, &addresses)["staff"], ["/pkg/a.wasm"]);
    }
}
