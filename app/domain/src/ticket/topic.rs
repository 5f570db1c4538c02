//! What a ticket is about.

use crate::macros::text_enum;

text_enum! {
    /// A damage report or any other request.
    TicketKind { Damage => "schaden", Concern => "anliegen" }
}

text_enum! {
    /// What it is about; the first nine are damage, the rest concerns.
    Topic {
        Heating => "heizung",
        Water => "wasser",
        Electricity => "strom",
        DoorsAndWindows => "tueren_fenster",
        Damp => "feuchtigkeit",
        Lift => "aufzug",
        SharedSpace => "treppenhaus_keller",
        Outside => "aussenanlage",
        OtherDamage => "sonstiger_schaden",
        BankDetails => "bankverbindung",
        MasterData => "stammdaten",
        Documents => "unterlagen",
        Keys => "schluessel",
        Other => "sonstiges",
    }
}

text_enum! {
    /// Where the damage is.
    Place { Flat => "wohnung", House => "haus", Outside => "aussen" }
}

impl Topic {
    /// Damage or concern.
    pub const fn kind(self) -> TicketKind {
        match self {
            Self::BankDetails | Self::MasterData | Self::Documents | Self::Keys | Self::Other => {
                TicketKind::Concern
            }
            _ => TicketKind::Damage,
        }
    }

    /// The topics of one kind, in the order of the form.
    pub fn of(kind: TicketKind) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |topic| topic.kind() == kind)
    }

    /// The word in mails and lists of the back office; the pages take theirs from the locale.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Heating => "Heizung",
            Self::Water => "Wasser und Abfluss",
            Self::Electricity => "Strom und Licht",
            Self::DoorsAndWindows => "Türen und Fenster",
            Self::Damp => "Feuchtigkeit und Schimmel",
            Self::Lift => "Aufzug",
            Self::SharedSpace => "Treppenhaus und Keller",
            Self::Outside => "Außenanlage und Müll",
            Self::OtherDamage => "Anderer Schaden",
            Self::BankDetails => "Bankverbindung",
            Self::MasterData => "Stammdaten",
            Self::Documents => "Unterlagen",
            Self::Keys => "Schlüssel",
            Self::Other => "Anderes Anliegen",
        }
    }
}
