//! The kinds of things the ERP speaks about.

use crate::macros::text_enum;

text_enum! {
    /// A kind of record.
    Entity {
        Property => "property",
        Unit => "unit",
        Person => "person",
        Contract => "contract",
        ContractPerson => "contract_person",
        RentPart => "rent_part",
        BankMandate => "bank_mandate",
        ConsumptionValue => "consumption_value",
        AccountEntry => "account_entry",
        Document => "document",
    }
}

impl Entity {
    /// Its German word, for one and for many.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Property => ("Objekt", "Objekte"),
            Self::Unit => ("Einheit", "Einheiten"),
            Self::Person => ("Person", "Personen"),
            Self::Contract => ("Vertrag", "Verträge"),
            Self::ContractPerson => ("Vertragspartei", "Vertragsparteien"),
            Self::RentPart => ("Mietbestandteil", "Mietbestandteile"),
            Self::BankMandate => ("Bankmandat", "Bankmandate"),
            Self::ConsumptionValue => ("Verbrauchswert", "Verbrauchswerte"),
            Self::AccountEntry => ("Buchung", "Buchungen"),
            Self::Document => ("Dokument", "Dokumente"),
        }
    }
}

text_enum! {
    /// What a part of the rent is for.
    RentPartKind {
        Rent => "miete",
        HouseMoney => "hausgeld",
        OperatingCosts => "betriebskosten",
        HeatingCosts => "heizkosten",
        Parking => "stellplatz",
        Surcharge => "zuschlag",
        Discount => "minderung",
        Other => "sonstiges",
    }
}

text_enum! {
    /// What was consumed.
    Medium {
        Heat => "waerme",
        HotWater => "warmwasser",
        ColdWater => "kaltwasser",
        Electricity => "strom",
        Gas => "gas",
    }
}
