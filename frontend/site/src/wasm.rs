//! Compiles the browser's half to WebAssembly; cargo itself knows what changed.

use std::path::Path;

use crate::fault::Fault;
use crate::places::Places;
use crate::terminal::{Terminal, size};
use crate::tool::Tool;

const TARGET: &str = "wasm32-unknown-unknown";
const NO_RUST: &str = "install Rust with rustup, then start again";
const REFUSED: &str = "the WebAssembly target could not be added; on a closed network run `set-up/wasm-from-debian.sh` once, it builds it from Debian's packages, then `make site`";

/// Adds the target where it is missing, then compiles.
pub fn build(places: &Places, terminal: &mut Terminal) -> Result<(), Fault> {
    if !target_is_there(places)? {
        Tool::new("rustup", REFUSED, REFUSED)
            .args(["target", "add", TARGET])
            .within(&places.root)
            .run()?;
        terminal.done("wasm target", "added");
    }
    terminal.begin("wasm: compiling (minutes the first time, then only what changed)");
    Tool::new("cargo", NO_RUST, "the compiler's words above say where")
        .args([
            "build",
            "--quiet",
            "--package",
            "frontend",
            "--lib",
            "--target",
            TARGET,
            "--profile",
            "wasm",
        ])
        .within(&places.root)
        .run()?;
    let raw = places.raw_wasm();
    let length = std::fs::metadata(&raw).map_err(Fault::file(&raw))?.len();
    terminal.done(
        "wasm",
        &format!(
            "{} from the compiler",
            size(usize::try_from(length).unwrap_or(usize::MAX))
        ),
    );
    Ok(())
}

/// Asks the compiler, not rustup: so a toolchain from elsewhere counts as well.
fn target_is_there(places: &Places) -> Result<bool, Fault> {
    let folder = Tool::new("rustc", NO_RUST, NO_RUST)
        .args(["--print", "target-libdir", "--target", TARGET])
        .within(&places.root)
        .output()?;
    Ok(holds_core(Path::new(folder.trim())))
}

fn holds_core(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    })
}
