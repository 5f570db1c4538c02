//! One line per step: what it did and how long it took.

use std::time::{Duration, Instant};

/// Prints the steps as they end.
#[derive(Debug)]
pub struct Terminal {
    since: Instant,
}

impl Terminal {
    /// The first step begins now.
    pub fn new() -> Self {
        Self {
            since: Instant::now(),
        }
    }

    /// A step that may take long begins: say so before.
    pub fn begin(&mut self, step: &str) {
        self.since = Instant::now();
        println!("  {step} …");
    }

    /// A step has ended.
    pub fn done(&mut self, step: &str, what: &str) {
        println!("{}", line(step, what, self.since.elapsed()));
        self.since = Instant::now();
    }
}

fn line(step: &str, what: &str, took: Duration) -> String {
    format!("  {step:<12} {:>6.1} s  {what}", took.as_secs_f64())
}

/// A size for people: `294.1 kB`.
#[expect(
    clippy::cast_precision_loss,
    reason = "sizes of web files are far below 2^52"
)]
pub fn size(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_step_seconds_and_result() {
        assert_eq!(
            line("styles", "css 38.1 kB", Duration::from_millis(440)),
            "  styles          0.4 s  css 38.1 kB"
        );
        assert_eq!(size(294_100), "294.1 kB");
    }
}
