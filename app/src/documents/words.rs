//! What kinds of documents are called, with their icons, and how large a file is.

use domain::document::DocumentKind;

use crate::i18n::*;
use crate::tickets::words::Words;

/// What a kind is called: the name of its folder.
pub fn kind(words: Words, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Lease => t_string!(words, documents.kind_lease),
        DocumentKind::Amendment => t_string!(words, documents.kind_amendment),
        DocumentKind::Statement => t_string!(words, documents.kind_statement),
        DocumentKind::Budget => t_string!(words, documents.kind_budget),
        DocumentKind::Minutes => t_string!(words, documents.kind_minutes),
        DocumentKind::HouseRules => t_string!(words, documents.kind_house_rules),
        DocumentKind::Letter => t_string!(words, documents.kind_letter),
        DocumentKind::Certificate => t_string!(words, documents.kind_certificate),
        DocumentKind::EnergyPass => t_string!(words, documents.kind_energy_pass),
        DocumentKind::Declaration => t_string!(words, documents.kind_declaration),
        DocumentKind::Other => t_string!(words, documents.kind_other),
    }
}

/// The icon of a kind.
pub const fn sign(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Lease | DocumentKind::Amendment => "edit",
        DocumentKind::Statement | DocumentKind::Budget => "euro",
        DocumentKind::Minutes => "persons",
        DocumentKind::HouseRules | DocumentKind::Declaration => "building",
        DocumentKind::Letter => "letter",
        DocumentKind::Certificate => "check-circle",
        DocumentKind::EnergyPass => "heating",
        DocumentKind::Other => "documents",
    }
}

/// "2 Seiten, 140 KB".
pub fn size(words: Words, pages: i64, bytes: i64) -> String {
    let pages = if pages == 1 {
        t_string!(words, documents.one_page).to_owned()
    } else {
        t_string!(words, documents.pages, count = pages)
    };
    let kib = u64::try_from(bytes).unwrap_or_default().div_ceil(1024);
    if kib < 1024 {
        format!("{pages}, {kib}\u{a0}KB")
    } else {
        let tenths = kib.saturating_mul(10) / 1024;
        format!("{pages}, {},{}\u{a0}MB", tenths / 10, tenths % 10)
    }
}
