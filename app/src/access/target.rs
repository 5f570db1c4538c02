//! Where somebody wanted to go before signing in.

/// An own address as it was asked for, or the start page: never another house's door.
pub fn own_path(wanted: &str) -> String {
    let own = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains('\\')
        && !wanted.chars().any(char::is_control)
        && wanted.is_ascii();
    if own {
        wanted.to_owned()
    } else {
        "/".to_owned()
    }
}
