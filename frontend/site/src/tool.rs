//! Runs another program and turns its failure into one clear sentence.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::fault::Fault;

/// How many lines of a failed program are shown: what comes later is its manual.
const FIRST_WORDS: usize = 24;

/// A program to run, with what to do if it is not there or fails.
#[derive(Debug)]
pub struct Tool {
    name: String,
    command: Command,
    missing: &'static str,
    failed: &'static str,
}

impl Tool {
    /// A program by name or path; `missing` and `failed` say what to do then.
    pub fn new(program: impl AsRef<OsStr>, missing: &'static str, failed: &'static str) -> Self {
        let program = program.as_ref();
        let name = Path::new(program)
            .file_name()
            .unwrap_or(program)
            .to_string_lossy()
            .into_owned();
        Self {
            name,
            command: Command::new(program),
            missing,
            failed,
        }
    }

    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    /// The folder to run in.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it with its own output on the terminal.
    pub fn run(mut self) -> Result<(), Fault> {
        let status = self.command.stdin(Stdio::null()).status();
        self.judge(status.map(|status| status.success()))
    }

    /// Runs it silently; its words appear only if it fails.
    pub fn run_quietly(self) -> Result<(), Fault> {
        self.output().map(drop)
    }

    /// Runs it and returns what it printed.
    pub fn output(mut self) -> Result<String, Fault> {
        let result = self.command.stdin(Stdio::null()).output();
        let printed = result.as_ref().map_or_else(
            |_| String::new(),
            |out| String::from_utf8_lossy(&out.stdout).into_owned(),
        );
        if let Ok(out) = &result
            && !out.status.success()
        {
            let words = format!("{printed}{}", String::from_utf8_lossy(&out.stderr));
            words
                .lines()
                .take(FIRST_WORDS)
                .for_each(|line| eprintln!("{line}"));
        }
        self.judge(result.map(|out| out.status.success()))?;
        Ok(printed)
    }

    fn judge(self, success: std::io::Result<bool>) -> Result<(), Fault> {
        match success {
            Ok(true) => Ok(()),
            Ok(false) => Err(Fault::ToolFailed {
                program: self.name,
                remedy: self.failed,
            }),
            Err(fault) if fault.kind() == ErrorKind::NotFound => Err(Fault::MissingTool {
                program: self.name,
                remedy: self.missing,
            }),
            Err(source) => Err(Fault::File {
                path: self.name.into(),
                source,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_the_way_out() {
        let fault = Tool::new("no-such-program-here", "install it", "")
            .run()
            .unwrap_err();
        assert_eq!(
            fault.to_string(),
            "no-such-program-here is missing: install it"
        );
    }

    #[test]
    fn a_failing_program_is_named_with_the_way_out() {
        let fault = Tool::new("false", "", "try again").run().unwrap_err();
        assert_eq!(fault.to_string(), "false failed: try again");
    }
}
