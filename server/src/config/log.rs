//! Section `[log]`: what is logged, and how.

use std::{env, io::IsTerminal};

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use super::ConfigError;

/// Level and form of the log lines on standard output.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `error` to `trace`, also per area: `info,http=warn`.
    pub level: String,
    /// One JSON object per line, or text for people.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One object per line.
    Json,
    /// For people.
    Text,
}

impl Log {
    /// Sends the log to standard output from now on; a second call changes nothing.
    pub fn start(&self) {
        let lines = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(&self.level));
        // An earlier subscriber stays: a test that already watches the log keeps watching.
        let _ = match self.format {
            LogFormat::Json => lines.json().flatten_event(true).try_init(),
            LogFormat::Text => lines.with_ansi(coloured()).try_init(),
        };
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        EnvFilter::try_new(&self.level)
            .map(drop)
            .map_err(|error| ConfigError::refused("log.level", format!("{error}.")))
    }
}

/// Colours are for people who watch a terminal and have not asked for none.
fn coloured() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|word| !word.is_empty());
    !refused && std::io::stdout().is_terminal()
}
