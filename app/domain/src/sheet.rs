//! Tables as German spreadsheet programs open them: with a byte order mark, and semicolons between.

/// A table of lines, the first of which names the columns.
pub fn table(head: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = format!("\u{feff}{}\r\n", head.join(";"));
    for line in lines {
        let cells: Vec<String> = line.iter().map(|text| cell(text)).collect();
        table.push_str(&cells.join(";"));
        table.push_str("\r\n");
    }
    table
}

/// A cell in quotes. What begins like a formula would be computed where the table is opened: a quote mark keeps it text.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_opens_in_a_spreadsheet_and_computes_nothing() {
        let lines = [
            vec!["2.11.2026".to_owned(), "=1+1".to_owned()],
            vec!["a;b".to_owned(), "\"B\"".to_owned()],
        ];
        assert_eq!(
            table(&["Zeit", "Ereignis"], lines),
            "\u{feff}Zeit;Ereignis\r\n\"2.11.2026\";\"'=1+1\"\r\n\"a;b\";\"\"\"B\"\"\"\r\n"
        );
    }
}
