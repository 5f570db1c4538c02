//! One file for many persons: which pages are whose, found by the references on them and never by a name.

use std::collections::BTreeMap;

use crate::macros::text_enum;
use crate::{ContractId, PersonId};

text_enum! {
    /// Where a file for many persons stands.
    SetState {
        Splitting => "wird_geteilt",
        Ready => "bereit",
        Publishing => "wird_bereitgestellt",
        Published => "bereitgestellt",
        Discarded => "verworfen",
        Failed => "gescheitert",
    }
}

text_enum! {
    /// Why pages are nobody's.
    PartProblem {
        /// A reference that the portal does not know.
        Unknown => "unbekannt",
        /// Only a picture: nothing on it can be read.
        NoText => "kein_text",
        /// References of different people.
        Several => "mehrere",
        /// Nobody is named in the contract today.
        Nobody => "niemand",
        /// The first pages, before any reference.
        NoReference => "ohne_nummer",
    }
}

/// Words after which a reference follows.
const LABELS: [&str; 12] = [
    "vertrag",
    "vertragsnummer",
    "vertragsnr",
    "vertrags-nr",
    "vertrag-nr",
    "person",
    "personennummer",
    "personennr",
    "personen-nr",
    "mieternummer",
    "mieternr",
    "kundennummer",
];
/// Characters a reference may have.
const LONGEST: usize = 64;

/// What can be read on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageWords {
    /// Words that may be references.
    pub words: Vec<String>,
    /// The one that must be, for it stands behind a word that says so.
    pub labelled: Option<String>,
    /// There is something on the page, but no letter of it can be read.
    pub picture: bool,
}

/// Reads a page's text; `painted` says whether anything is drawn on it.
pub fn read(text: &str, painted: bool) -> PageWords {
    let mut found = PageWords::default();
    let mut label = false;
    let mut any = false;
    for raw in text.split_whitespace() {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        any |= !word.is_empty();
        let reference = word.chars().count() <= LONGEST && word.chars().any(|c| c.is_ascii_digit());
        if reference {
            if label && found.labelled.is_none() {
                found.labelled = Some(word.to_owned());
            }
            if !found.words.iter().any(|other| other == word) {
                found.words.push(word.to_owned());
            }
        }
        label = LABELS.contains(&word.to_lowercase().as_str()) || (label && word.is_empty());
    }
    found.picture = painted && !any;
    found
}

/// What the portal knows of the references on the pages.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Contracts by their number, with those named in them today.
    pub contracts: BTreeMap<String, (ContractId, Vec<PersonId>)>,
    /// Persons by their number, and whether they have any contract that can be read.
    pub persons: BTreeMap<String, (PersonId, bool)>,
}

/// Whose a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Those named in a contract.
    Contract(ContractId),
    /// One person alone.
    Person(PersonId),
    /// Nobody, for a reason.
    Nobody(PartProblem),
    /// Whoever has the page before.
    Before,
}

/// Whose a page is, with the reference that says so.
pub fn owner(page: &PageWords, known: &Known) -> (Owner, Option<String>) {
    if page.picture {
        return (Owner::Nobody(PartProblem::NoText), None);
    }
    if let Some(label) = &page.labelled
        && !known.contracts.contains_key(label)
        && !known.persons.contains_key(label)
    {
        return (Owner::Nobody(PartProblem::Unknown), Some(label.clone()));
    }
    let contracts: Vec<_> = page
        .words
        .iter()
        .filter_map(|word| known.contracts.get_key_value(word))
        .collect();
    let persons: Vec<_> = page
        .words
        .iter()
        .filter_map(|word| known.persons.get_key_value(word))
        .collect();
    match (contracts.as_slice(), persons.as_slice()) {
        ([], []) => (Owner::Before, None),
        ([(reference, (_, named))], []) if named.is_empty() => (
            Owner::Nobody(PartProblem::Nobody),
            Some((*reference).clone()),
        ),
        ([(reference, (contract, _))], []) => {
            (Owner::Contract(*contract), Some((*reference).clone()))
        }
        ([], [(reference, (_, false))]) => (
            Owner::Nobody(PartProblem::Nobody),
            Some((*reference).clone()),
        ),
        ([], [(reference, (person, true))]) => (Owner::Person(*person), Some((*reference).clone())),
        ([(contract, (id, named))], persons)
            if persons
                .iter()
                .all(|(_, (person, _))| named.contains(person)) =>
        {
            match persons {
                [(reference, (person, _))] => (Owner::Person(*person), Some((*reference).clone())),
                _ => (Owner::Contract(*id), Some((*contract).clone())),
            }
        }
        (contracts, persons) => {
            let mut all: Vec<&str> = contracts.iter().map(|(word, _)| word.as_str()).collect();
            all.extend(persons.iter().map(|(word, _)| word.as_str()));
            (Owner::Nobody(PartProblem::Several), Some(all.join(", ")))
        }
    }
}

/// Pages that become one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// First page, from 1.
    pub first_page: i64,
    /// Last page.
    pub last_page: i64,
    /// Whose they are; never [`Owner::Before`].
    pub owner: Owner,
    /// As it stands on the page.
    pub reference: Option<String>,
}

/// Adds a page to the parts so far.
pub fn take(parts: &mut Vec<Part>, page: i64, (owner, reference): (Owner, Option<String>)) {
    let goes_on = |part: &Part| match owner {
        Owner::Before => true,
        // Each is looked at on its own.
        Owner::Nobody(_) => false,
        _ => part.owner == owner,
    };
    match parts.last_mut().filter(|part| goes_on(part)) {
        Some(part) => part.last_page = page,
        None => parts.push(Part {
            first_page: page,
            last_page: page,
            owner: match owner {
                Owner::Before => Owner::Nobody(PartProblem::NoReference),
                owner => owner,
            },
            reference,
        }),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const FLAT: ContractId = ContractId(Uuid::from_u128(1));
    const SHOP: ContractId = ContractId(Uuid::from_u128(2));
    const EMPTY: ContractId = ContractId(Uuid::from_u128(3));
    const VERA: PersonId = PersonId(Uuid::from_u128(11));
    const TOM: PersonId = PersonId(Uuid::from_u128(12));
    const OLGA: PersonId = PersonId(Uuid::from_u128(13));

    fn known() -> Known {
        let contract = |word: &str, id, named: &[PersonId]| (word.to_owned(), (id, named.to_vec()));
        let person = |word: &str, id, reads| (word.to_owned(), (id, reads));
        Known {
            contracts: BTreeMap::from([
                contract("V-1", FLAT, &[VERA, TOM]),
                contract("V-2", SHOP, &[OLGA]),
                contract("V-3", EMPTY, &[]),
            ]),
            persons: BTreeMap::from([
                person("P-1", VERA, true),
                person("P-2", TOM, true),
                person("P-3", OLGA, true),
                person("P-9", PersonId(Uuid::from_u128(19)), false),
            ]),
        }
    }

    #[test]
    fn a_page_is_whose_reference_stands_on_it() {
        let nobody = Owner::Nobody;
        for (text, painted, wanted, reference) in [
            (
                "Vertrag: V-1 Betriebskosten 2025",
                true,
                Owner::Contract(FLAT),
                Some("V-1"),
            ),
            ("(V-1)", true, Owner::Contract(FLAT), Some("V-1")),
            (
                "V-1 und noch einmal V-1.",
                true,
                Owner::Contract(FLAT),
                Some("V-1"),
            ),
            ("Personennummer P-1", true, Owner::Person(VERA), Some("P-1")),
            ("V-1 an P-2", true, Owner::Person(TOM), Some("P-2")),
            (
                "V-1 an P-1 und P-2",
                true,
                Owner::Contract(FLAT),
                Some("V-1"),
            ),
            ("Vera Lindt, V-10, XV-1", true, Owner::Before, None),
            ("v-1", true, Owner::Before, None),
            ("Seite 2 von 3", true, Owner::Before, None),
            ("", false, Owner::Before, None),
            ("", true, nobody(PartProblem::NoText), None),
            (
                "Vertrag: V-77",
                true,
                nobody(PartProblem::Unknown),
                Some("V-77"),
            ),
            (
                "Vertrag : V-77, früher V-1",
                true,
                nobody(PartProblem::Unknown),
                Some("V-77"),
            ),
            (
                "V-1 V-2",
                true,
                nobody(PartProblem::Several),
                Some("V-1, V-2"),
            ),
            (
                "V-1 P-3",
                true,
                nobody(PartProblem::Several),
                Some("V-1, P-3"),
            ),
            (
                "P-1 P-3",
                true,
                nobody(PartProblem::Several),
                Some("P-1, P-3"),
            ),
            ("V-3", true, nobody(PartProblem::Nobody), Some("V-3")),
            ("P-9", true, nobody(PartProblem::Nobody), Some("P-9")),
        ] {
            let found = owner(&read(text, painted), &known());
            assert_eq!(found, (wanted, reference.map(str::to_owned)), "{text:?}");
        }
    }

    #[test]
    fn pages_without_a_reference_belong_to_the_one_before() {
        let pages = [
            "Deckblatt",
            "V-1",
            "Seite 2",
            "V-1",
            "V-2",
            "V-77 Vertrag V-77",
            "Seite 2",
            "V-2",
        ];
        let mut parts = Vec::new();
        for (page, text) in (1..).zip(pages) {
            take(&mut parts, page, owner(&read(text, true), &known()));
        }
        let found: Vec<_> = parts
            .iter()
            .map(|part| (part.first_page, part.last_page, part.owner.clone()))
            .collect();
        assert_eq!(
            found,
            [
                (1, 1, Owner::Nobody(PartProblem::NoReference)),
                (2, 4, Owner::Contract(FLAT)),
                (5, 5, Owner::Contract(SHOP)),
                (6, 7, Owner::Nobody(PartProblem::Unknown)),
                (8, 8, Owner::Contract(SHOP)),
            ]
        );
    }
}
