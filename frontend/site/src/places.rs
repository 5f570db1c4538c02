//! Where things lie in the repository.

use std::path::{Path, PathBuf};

use crate::fault::Fault;

/// The folders the steps read and write.
#[derive(Clone, Debug)]
pub struct Places {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Places {
    /// Climbs from the current folder to the repository.
    pub fn find() -> Result<Self, Fault> {
        let here = std::env::current_dir().map_err(Fault::file(Path::new(".")))?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("frontend/site/Cargo.toml").is_file())
            .ok_or(Fault::NoRepository)?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self {
            root: root.to_path_buf(),
            target,
        })
    }

    /// The result: what the server embeds.
    pub fn dist(&self) -> PathBuf {
        self.root.join("frontend/dist")
    }

    /// Files that are served as they are.
    pub fn statics(&self) -> PathBuf {
        self.root.join("frontend/static")
    }

    /// The style sheet's sources and the tools from npm.
    pub fn style(&self) -> PathBuf {
        self.root.join("style")
    }

    /// A tool that npm has installed.
    pub fn npm_tool(&self, name: &str) -> PathBuf {
        self.style().join("node_modules/.bin").join(name)
    }

    /// Results of single steps, kept between runs.
    pub fn work(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The module as cargo leaves it.
    pub fn raw_wasm(&self) -> PathBuf {
        self.target
            .join("wasm32-unknown-unknown/wasm/frontend.wasm")
    }
}

/// All files below a folder, sorted, so that hashes do not hang on the file system's order.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(Fault::file(&folder))? {
            let path = entry.map_err(Fault::file(&folder))?.path();
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    std::fs::read(path).map_err(Fault::file(path))
}

/// Reads a whole text file.
pub fn read_text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(Fault::file(path))
}

/// Writes a file, unless it already holds these bytes: an untouched file rebuilds nothing. True if it wrote.
/// The bytes go to a neighbour first, so that a killed build never leaves half a file under the right name.
pub fn write(path: &Path, bytes: &[u8]) -> Result<bool, Fault> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Fault::file(folder))?;
    }
    let mut neighbour = path.as_os_str().to_owned();
    neighbour.push(".new");
    let neighbour = PathBuf::from(neighbour);
    std::fs::write(&neighbour, bytes).map_err(Fault::file(&neighbour))?;
    std::fs::rename(&neighbour, path).map_err(Fault::file(path))?;
    Ok(true)
}
