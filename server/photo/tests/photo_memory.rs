//! The dearest photos within all limits: what they take at most, measured in a process of their own.

#[cfg(test)]
#[expect(
    dead_code,
    reason = "the pipeline's own tests use the rest of the samples"
)]
#[path = "../src/samples.rs"]
mod samples;

use std::time::Instant;

use photo::{Limits, check};

/// 256 MiB a photo, as the product promises.
const MOST_KIB: u64 = 256 * 1024;
/// A photo takes one or two; other tests share the machine, and a bound that is missing costs a minute.
const LONGEST_SECONDS: u64 = 20;

#[test]
fn the_dearest_photos_stay_within_memory_and_time() {
    let photos = [
        (
            "50 megapixels of JPEG",
            samples::grey_jpeg(8192, 6144, false, 1),
        ),
        (
            "a progressive JPEG, painted 58 times",
            samples::grey_jpeg(4000, 3000, true, 58),
        ),
        (
            "a progressive JPEG as big as one may be",
            samples::grey_jpeg(5800, 4300, true, 20),
        ),
        (
            "52 megapixels with glass",
            samples::black_png(8192, 6400, 8, 6, 32),
        ),
        ("deep colours", samples::black_png(6200, 6000, 16, 2, 48)),
        (
            "a progressive JPEG that is too big",
            samples::grey_jpeg(8000, 6000, true, 10),
        ),
        (
            "deep colours with glass, too big",
            samples::black_png(6000, 6000, 16, 6, 64),
        ),
    ];
    // A line of this process's status, in KiB.
    let status = |key: &str| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
    };
    let before = status("VmRSS");
    for (what, photo) in photos {
        let start = Instant::now();
        let taken = check("foto.jpg", &photo, &Limits::default()).is_ok();
        assert_eq!(taken, !what.contains("too big"), "{what}");
        assert!(
            start.elapsed().as_secs() < LONGEST_SECONDS,
            "{what} took {:?}",
            start.elapsed()
        );
        let grown = status("VmHWM") - before;
        assert!(grown < MOST_KIB, "{what} took {} MiB", grown / 1024);
    }
}
