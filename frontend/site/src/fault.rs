//! What can go wrong, in one sentence with the way out.

use std::path::{Path, PathBuf};

/// Why the browser's files could not be built.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The program runs outside the repository.
    #[error("this is not the repository: run it from the folder that holds frontend/site")]
    NoRepository,
    /// A program is not on this machine.
    #[error("{program} is missing: {remedy}")]
    MissingTool {
        program: String,
        remedy: &'static str,
    },
    /// A program ran and failed; its own words stand above this line.
    #[error("{program} failed: {remedy}")]
    ToolFailed {
        program: String,
        remedy: &'static str,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    /// wasm-bindgen refused the module.
    #[error("wasm-bindgen: {0} (the crate and wasm-bindgen-cli-support must have one version)")]
    Bind(String),
    /// The module could not be cut into bundles.
    #[error("split: {0} (the module needs the linker's --emit-relocs, see .cargo/config.toml)")]
    Split(String),
    /// The style sheet names a file that no step produces.
    #[error("style: nothing is called @pkg/{0}; name a file of frontend/static or a font")]
    UnknownAsset(String),
    /// The service worker lost the line the builder fills in.
    #[error("frontend/static/sw.js needs the line `{0}` exactly once")]
    WorkerLine(&'static str),
    /// The manifest could not be written as JSON.
    #[error("manifest: {0}")]
    Manifest(#[from] serde_json::Error),
    /// Classes in the pages that no rule styles.
    #[error("{count} class names in app/src have no rule in the styles:\n  {list}")]
    DeadClasses { count: usize, list: String },
}

impl Fault {
    /// Ties an I/O error to the file it is about.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}
