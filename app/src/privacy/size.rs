//! How large a file is, in words.

/// "340 KB", "12 MB": enough to know whether to wait for the next WLAN.
pub fn size(bytes: i64) -> String {
    match bytes.max(0) {
        few @ 0..1_000_000 => format!("{}\u{a0}KB", (few + 999) / 1_000),
        many => format!("{}\u{a0}MB", (many + 999_999) / 1_000_000),
    }
}
