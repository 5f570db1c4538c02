//! The addresses of a batch of letters, as a list for whoever prints or posts them.

use crate::person::Person;
use crate::sheet;

/// The address of a letter as it is kept beside its PDF.
pub fn recipient(person: &Person) -> String {
    [
        person.name().as_str(),
        person.street.as_str(),
        person.postal_code.as_str(),
        person.town.as_str(),
    ]
    .map(crate::typed::line)
    .join("\n")
}

/// One line of the list of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressed {
    /// Name of the letter's PDF.
    pub file: String,
    /// The four lines of [`recipient`].
    pub recipient: String,
}

/// The list of addresses as German spreadsheet programs open it: with a byte order mark, and semicolons between.
pub fn address_list(letters: &[Addressed]) -> String {
    let lines = letters.iter().map(|letter| {
        std::iter::once(letter.file.as_str())
            .chain(letter.recipient.lines())
            .map(str::to_owned)
            .collect()
    });
    sheet::table(&["Datei", "Name", "Straße", "PLZ", "Ort"], lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_addresses_opens_in_a_spreadsheet_and_computes_nothing() {
        let list = address_list(&[
            Addressed {
                file: "P-1-471108153.pdf".to_owned(),
                recipient: "Vera Lindt\nLindenhof 3\n01067\nDresden".to_owned(),
            },
            Addressed {
                file: "P-2-471108154.pdf".to_owned(),
                recipient: "=cmd|' /C calc'!A0\nHof \"B\"; hinten\n\nBerlin".to_owned(),
            },
        ]);
        assert_eq!(
            list,
            "\u{feff}Datei;Name;Straße;PLZ;Ort\r\n\
             \"P-1-471108153.pdf\";\"Vera Lindt\";\"Lindenhof 3\";\"01067\";\"Dresden\"\r\n\
             \"P-2-471108154.pdf\";\"'=cmd|' /C calc'!A0\";\"Hof \"\"B\"\"; hinten\";\"\";\"Berlin\"\r\n"
        );
    }
}
