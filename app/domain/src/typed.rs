//! What people type into a field of one line.

/// The text as it is stored and looked up: trimmed, and without characters that no keyboard has. PostgreSQL refuses a
/// zero byte, and a line break has no place here.
pub fn line(typed: &str) -> String {
    let clean: String = typed.chars().filter(|c| !c.is_control()).collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_only_what_can_be_typed() {
        for (typed, wanted) in [
            (" V-1 ", "V-1"),
            ("Li\0ndt", "Lindt"),
            ("\0", ""),
            ("\u{7f}\r\n Lindt\t", "Lindt"),
            ("Müller-Lüdenscheidt", "Müller-Lüdenscheidt"),
        ] {
            assert_eq!(line(typed), wanted, "{typed:?}");
        }
    }
}
