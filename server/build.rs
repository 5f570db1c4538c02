//! Embeds the browser's files: turns `frontend/dist/manifest.json` into a table of constants.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write,
    fs,
    hash::{DefaultHasher, Hasher},
    io,
    path::Path,
};

use serde::Deserialize;

const DIST: &str = "../frontend/dist";

#[derive(Default, Deserialize)]
struct Manifest {
    build_id: String,
    entry: Entry,
    bundles: BTreeMap<String, Vec<String>>,
    files: Vec<File>,
}

#[derive(Default, Deserialize)]
struct Entry {
    js: String,
    link: String,
    wasm: String,
    css: String,
    font: String,
    sprite: String,
}

#[derive(Deserialize)]
struct File {
    name: String,
    path: String,
    file: String,
    content_type: String,
    immutable: bool,
    br: bool,
    gz: bool,
}

fn main() -> io::Result<()> {
    // Addresses that only have to be moved are listed in a hundredth of the room: else each start reads 6 MB of them into
    // memory. Linkers that cannot do it leave it.
    println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join(DIST);
    let manifest = read(&root.join("manifest.json"))?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("assets.rs"), table(&manifest, &root)?)
}

/// Without the site the server builds all the same: checks and most tests need none.
fn read(path: &Path) -> io::Result<Manifest> {
    println!("cargo:rerun-if-changed=build.rs");
    if !path.exists() {
        // A path that is not there would make cargo build anew each time: watch the folder above it.
        println!("cargo:rerun-if-changed=../frontend");
        println!("cargo:warning=frontend/dist is not built: the server carries no browser files");
        return Ok(Manifest::default());
    }
    println!("cargo:rerun-if-changed={DIST}/manifest.json");
    serde_json::from_slice(&fs::read(path)?).map_err(io::Error::other)
}

fn bundles(bundles: &BTreeMap<String, Vec<String>>) -> String {
    let row = |(name, parts): (&String, &Vec<String>)| format!("({name:?}, &{parts:?}),");
    bundles.iter().map(row).collect()
}

fn table(manifest: &Manifest, root: &Path) -> io::Result<String> {
    let Entry {
        js,
        link,
        wasm,
        css,
        font,
        sprite,
    } = &manifest.entry;
    let mut text = format!(
        "/// Changes whenever a browser file changes.\npub const BUILD_ID: &str = {:?};\n\
         /// The addresses every page links to.\npub const ENTRY: Entry = Entry {{ js: {js:?}, link: {link:?}, wasm: {wasm:?}, css: {css:?}, font: {font:?}, sprite: {sprite:?} }};\n\
         /// What is fetched later: the addresses by the bundle's name.\npub const BUNDLES: &[(&str, &[&str])] = &[{}];\n\
         static FILES: &[File] = &[\n",
        manifest.build_id,
        bundles(&manifest.bundles)
    );
    for file in &manifest.files {
        let raw = root.join(&file.file);
        let beside = |there: bool, ending: &str| match there {
            true => format!(
                "Some(include_bytes!({:?}))",
                format!("{}.{ending}", raw.display())
            ),
            false => "None".to_owned(),
        };
        let mut hash = DefaultHasher::new();
        hash.write(&fs::read(&raw)?);
        writeln!(
            text,
            "File {{ name: {:?}, path: {:?}, content_type: {:?}, immutable: {}, tag: \"{:016x}\", raw: include_bytes!({raw:?}), br: {}, gz: {} }},",
            file.name, file.path, file.content_type, file.immutable, hash.finish(),
            beside(file.br, "br"), beside(file.gz, "gz"),
        )
        .map_err(io::Error::other)?;
    }
    text.push_str("];\n");
    Ok(text)
}
