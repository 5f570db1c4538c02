//! The bar that long work shows; on a terminal only, so that files and pipes stay readable.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// An empty bar; its length comes with the first [`show`].
pub fn bar(work: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(work);
    match ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} ({eta})") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Sets the bar to `done` of `all`.
pub fn show(bar: &ProgressBar, done: usize, all: usize) {
    bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
    bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
}

/// A turning sign for work whose length nobody knows.
pub fn spinner(work: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(work);
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}
