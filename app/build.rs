//! Turns the locale files into typed keys: a text that is missing does not compile.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::options::CodegenOptions;
use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

const NAMESPACES: [&str; 9] = [
    "frame",
    "access",
    "help",
    "legal",
    "home",
    "tickets",
    "contracts",
    "staff",
    "offline",
];

/// The generated module is not ours to tidy.
const LINTS: &str = "#![allow(unused_qualifications, clippy::pedantic, clippy::all, clippy::allow_attributes, reason = \"generated\")]";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let parsing = ParseOptions::new().interpolate_display(true);
    let config = Config::new("de")?
        .add_namespaces(NAMESPACES)?
        .parse_options(parsing);
    let texts = TranslationsInfos::parse(config)?;
    texts.emit_diagnostics();
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    let options = CodegenOptions::new().top_level_attributes(Some(LINTS.parse()?));
    texts.generate_i18n_module_with_options(out, options)?;
    Ok(())
}
