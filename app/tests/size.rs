//! The size of a file reads like one.

use app::privacy::size;

#[test]
fn a_size_is_told_in_kilobytes_and_megabytes() {
    for (bytes, wanted) in [
        (-1, "0\u{a0}KB"),
        (0, "0\u{a0}KB"),
        (1, "1\u{a0}KB"),
        (999_999, "1000\u{a0}KB"),
        (1_000_000, "1\u{a0}MB"),
        (12_000_001, "13\u{a0}MB"),
    ] {
        assert_eq!(size(bytes), wanted, "{bytes}");
    }
}
