//! Lays the results into `frontend/dist`: hashed names, compressed forms, manifest, service worker.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::compress;
use crate::fault::Fault;
use crate::manifest::{Entry, File, Manifest};
use crate::module;
use crate::names::{content_type, digest, hashed, shrinks};
use crate::places::{Places, files_below, read_text, write};
use crate::statics::{self, Asset};
use crate::terminal::{Terminal, size};
use crate::worker;

/// Publishes whatever the earlier steps have left in the work folder.
pub fn publish(places: &Places, terminal: &mut Terminal) -> Result<(), Fault> {
    let mut shelf = Shelf::default();
    for asset in statics::collect(places)? {
        shelf.put(asset);
    }
    let css = read_text(&places.work().join("style.css"))?;
    let css = with_addresses(&css, &shelf.addresses())?;
    shelf.put(Asset {
        name: "hausportal.css".to_owned(),
        bytes: css.into_bytes(),
        precache: true,
    });
    let bundles = module::put(places, &mut shelf)?;
    // The worker comes last: it names the others.
    let source = read_text(&places.statics().join(statics::WORKER))?;
    let build_id = shelf.digest(&source);
    let reader = bundles.get(module::READER).map_or(&[][..], Vec::as_slice);
    let worker = worker::filled(&source, &build_id, &shelf.precached(), reader)?;
    shelf.put(Asset {
        name: statics::WORKER.to_owned(),
        bytes: worker.into_bytes(),
        precache: false,
    });

    let dist = places.dist();
    let mut report = Vec::new();
    for (file, bytes) in &shelf.files {
        lay(&dist, file, bytes, &mut report)?;
    }
    let files: Vec<File> = shelf.files.into_iter().map(|(file, _)| file).collect();
    let manifest = Manifest {
        build_id,
        entry: Entry::of(&files),
        bundles,
        files,
    };
    let text = serde_json::to_vec_pretty(&manifest)?;
    write(&dist.join("manifest.json"), &text)?;
    sweep(&dist, &manifest.files)?;
    terminal.done("publish", &report.join(", "));
    Ok(())
}

/// Writes one file and its compressed forms; the large ones go into the report.
fn lay(dist: &Path, file: &File, bytes: &[u8], report: &mut Vec<String>) -> Result<(), Fault> {
    let path = dist.join(&file.file);
    let changed = write(&path, bytes)?;
    if !file.br {
        return Ok(());
    }
    let brotli = compress::beside(&path, bytes, !changed)?;
    if file.name.starts_with("hausportal.") || file.name.starts_with("part-") {
        let (raw, brotli) = (size(bytes.len()), size(brotli));
        report.push(format!("{} {raw} ({brotli} brotli)", file.name));
    }
    Ok(())
}

/// Files on their way to `dist/pkg`.
#[derive(Debug, Default)]
pub struct Shelf {
    files: Vec<(File, Vec<u8>)>,
}

impl Shelf {
    /// Puts a file there under a name that holds its content's hash.
    pub fn put(&mut self, asset: Asset) {
        let file = hashed(&asset.name, &asset.bytes);
        self.put_named(asset, file);
    }

    /// Puts a file there under a name that was made elsewhere.
    pub fn put_named(&mut self, asset: Asset, file: String) {
        let file = described(&asset.name, &file, asset.precache);
        self.files.push((file, asset.bytes));
    }

    fn precached(&self) -> Vec<&str> {
        let files = self.files.iter().map(|(file, _)| file);
        files
            .filter(|file| file.precache)
            .map(|file| file.path.as_str())
            .collect()
    }

    /// Changes whenever any file or the worker's text changes.
    fn digest(&self, worker: &str) -> String {
        let mut all = worker.to_owned();
        for (file, bytes) in &self.files {
            all.push_str(&file.path);
            all.push_str(&digest(bytes));
        }
        digest(all.as_bytes())
    }

    fn addresses(&self) -> BTreeMap<String, String> {
        self.files
            .iter()
            .map(|(file, _)| (file.name.clone(), file.path.clone()))
            .collect()
    }
}

fn described(name: &str, unique: &str, precache: bool) -> File {
    let fixed = statics::FIXED.contains(&name);
    let file = if fixed {
        name.to_owned()
    } else {
        format!("pkg/{unique}")
    };
    let compressed = shrinks(name);
    File {
        name: name.to_owned(),
        path: format!("/{file}"),
        content_type: content_type(name),
        immutable: !fixed,
        precache,
        br: compressed,
        gz: compressed,
        file,
    }
}

/// Replaces each `@pkg/name` of the style sheet by the hashed address.
fn with_addresses(css: &str, addresses: &BTreeMap<String, String>) -> Result<String, Fault> {
    let mut parts = css.split("@pkg/");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['"', '\'', ')', '#', '?']).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        out.push_str(
            addresses
                .get(name)
                .ok_or_else(|| Fault::UnknownAsset(name.to_owned()))?,
        );
        out.push_str(rest);
    }
    Ok(out)
}

/// Removes what an earlier build has left.
fn sweep(dist: &Path, files: &[File]) -> Result<(), Fault> {
    let kept: HashSet<PathBuf> = files.iter().map(|file| dist.join(&file.file)).collect();
    for path in files_below(&dist.join("pkg"))? {
        let ending = path.extension().unwrap_or_default();
        let plain = if ending == "br" || ending == "gz" {
            path.with_extension("")
        } else {
            path.clone()
        };
        if !kept.contains(&plain) {
            std::fs::remove_file(&path).map_err(Fault::file(&path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_points_to_hashed_files() {
        let addresses = BTreeMap::from([("a.woff2".to_owned(), "/pkg/a.00.woff2".to_owned())]);
        let css = with_addresses(
            "@font-face{src:url(@pkg/a.woff2)format(\"woff2\")}b{}",
            &addresses,
        )
        .unwrap();
        assert_eq!(
            css,
            "@font-face{src:url(/pkg/a.00.woff2)format(\"woff2\")}b{}"
        );
        assert!(
            with_addresses("url(@pkg/b.png)", &addresses)
                .unwrap_err()
                .to_string()
                .contains("@pkg/b.png")
        );
    }

    #[test]
    fn a_file_is_described_as_it_is_served() {
        let mut shelf = Shelf::default();
        shelf.put(Asset {
            name: "sprite.svg".to_owned(),
            bytes: b"a".to_vec(),
            precache: true,
        });
        let (file, _) = &shelf.files[0];
        assert_eq!(file.path, "/pkg/sprite.ca978112ca1bbdca.svg");
        assert!(file.immutable && file.precache && file.br && file.gz);
        let worker = described("sw.js", "", false);
        assert!(!worker.immutable && worker.path == "/sw.js");
    }
}
