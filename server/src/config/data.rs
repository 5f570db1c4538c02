//! Section `[data]`: the folder everything else lies in.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The data folder and what lies where in it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The folder itself; relative to where the program is started.
    pub dir: PathBuf,
}

impl Data {
    /// Photos, unless they are kept elsewhere.
    pub fn blobs(&self) -> PathBuf {
        self.dir.join("blobs")
    }

    /// Mails as `.eml` files, where no SMTP server is set.
    pub fn mail(&self) -> PathBuf {
        self.dir.join("mail")
    }

    /// Activation letters as PDF.
    pub fn letters(&self) -> PathBuf {
        self.dir.join("letters")
    }

    /// Uploads on their way in; emptied at each start.
    pub fn tmp(&self) -> PathBuf {
        self.dir.join("tmp")
    }
}
