//! Turns the locale files into typed keys: a text that is missing does not compile.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use proc_macro2::TokenStream;

const NAMESPACES: [&str; 14] = [
    "frame",
    "access",
    "help",
    "legal",
    "home",
    "tickets",
    "contracts",
    "documents",
    "staff",
    "rollout",
    "offline",
    "privacy",
    "changes",
    "erp",
];

/// The generated module is not ours to tidy.
const LINTS: &str = "#![allow(unused_qualifications, clippy::pedantic, clippy::all, clippy::allow_attributes, reason = \"generated\")]";

/// What `leptos_i18n_build` does, without that crate: it brings along a generator of ICU data that we do not use.
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let parsing = ParseOptions::new().interpolate_display(true);
    let config = Config::new("de")?
        .add_namespaces(NAMESPACES)?
        .parse_options(parsing);
    let texts = parse_locales(None, config)?;
    for warning in texts.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in texts.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let lints: TokenStream = LINTS.parse()?;
    let code = gen_code(&texts, None, false, Some(&lints), true)?;
    let folder = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("mod.rs"), code.to_string())?;
    Ok(())
}
