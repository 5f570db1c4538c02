//! Why a document was not taken, in the sentence staff read.

use serde::{Deserialize, Serialize};

use super::MAX_SET_PAGES;

/// What is wrong, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentRefusal {
    /// No file came with the form.
    #[error("Bitte wählen Sie eine PDF-Datei.")]
    FileMissing,
    /// The first bytes are not those of a PDF, whatever the name says.
    #[error(
        "Diese Datei ist kein PDF. Bitte speichern Sie das Dokument als PDF und wählen Sie es noch einmal."
    )]
    NotAPdf,
    /// It breaks off or contradicts itself.
    #[error(
        "Dieses PDF ist beschädigt oder unvollständig. Bitte erzeugen Sie es neu und wählen Sie es noch einmal."
    )]
    Broken,
    /// It opens only with a password.
    #[error(
        "Dieses PDF ist verschlüsselt. Bitte speichern Sie es ohne Kennwort und wählen Sie es noch einmal."
    )]
    Encrypted,
    /// Not one page.
    #[error("Dieses PDF hat keine Seite. Bitte wählen Sie ein anderes.")]
    Empty,
    /// Larger than a file may be.
    #[error("Diese Datei ist zu groß: höchstens {mib} MB. Bitte verkleinern Sie das PDF.")]
    TooLarge {
        /// The most it may have.
        mib: u64,
    },
    /// More pages than are taken apart.
    #[error("Dieses PDF hat mehr als {MAX_SET_PAGES} Seiten. Bitte teilen Sie es vorher auf.")]
    TooManyPages,
    /// Without a title nobody finds it.
    #[error("Bitte geben Sie einen Titel an; Bewohner:innen lesen ihn.")]
    TitleMissing,
    /// No day, or none that a document can have.
    #[error("Bitte geben Sie das Datum des Dokuments an, zum Beispiel 31.12.2025.")]
    DateMissing,
    /// Not chosen.
    #[error("Bitte wählen Sie die Art des Dokuments.")]
    KindMissing,
    /// Nobody chosen.
    #[error("Bitte wählen Sie, wer das Dokument bekommt.")]
    TargetMissing,
    /// What belongs to one contract was to be given to a whole house.
    #[error(
        "Ein Mietvertrag oder Nachtrag gehört zu einem Vertrag oder einer Person. Bitte wählen Sie eines von beiden."
    )]
    LeaseForMany,
    /// It was withdrawn without words.
    #[error(
        "Bitte geben Sie an, warum Sie das Dokument zurückziehen. Der Grund steht nur im Protokoll."
    )]
    ReasonMissing,
    /// The file is still being taken apart, or was published or thrown away.
    #[error("Diese Datei lässt sich nicht mehr ändern. Bitte laden Sie die Seite neu.")]
    SetClosed,
    /// Everything was left out.
    #[error(
        "Es ist kein Teil übrig, der bereitgestellt werden kann. Bitte nehmen Sie mindestens einen auf."
    )]
    NothingLeft,
}
