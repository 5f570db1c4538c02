//! A large manager's export: as many flats, persons and contracts as the largest in Germany send.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::Result;

/// Flats of the export.
pub const UNITS: u32 = 100_000;
/// Persons of the export.
pub const PERSONS: u32 = 180_000;
/// Contracts of the export: each flat's, and the one before it for every fifth.
pub const CONTRACTS: u32 = 120_000;
/// Flats of one house.
const IN_A_HOUSE: u32 = 100;

/// Writes the four files of an export into a folder; `phone` begins every person's number.
///
/// # Errors
/// The disk is full.
pub fn write(folder: &Path, phone: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    properties(&mut file("properties.csv")?)?;
    units(&mut file("units.csv")?)?;
    persons(&mut file("persons.csv")?, phone)?;
    contracts(&mut file("contracts.csv")?)
}

fn properties(out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on"
    )?;
    for house in 0..UNITS / IN_A_HOUSE {
        writeln!(
            out,
            "H{house};Haus {house};Ahornweg {house};10115;Berlin;BE;Hauswart {house};030 23125 100;Mo bis Fr 8–10 Uhr;"
        )?;
    }
    Ok(out.flush()?)
}

fn units(out: &mut impl Write) -> Result<()> {
    writeln!(out, "reference;property;kind;label;area")?;
    for unit in 0..UNITS {
        let house = unit / IN_A_HOUSE;
        writeln!(out, "E{unit};H{house};wohnung;{}. OG links;63,5", unit % 7)?;
    }
    Ok(out.flush()?)
}

fn persons(out: &mut impl Write, phone: &str) -> Result<()> {
    writeln!(
        out,
        "reference;salutation;first_name;last_name;street;postal_code;town;email;phone"
    )?;
    for person in 0..PERSONS {
        let house = person % (UNITS / IN_A_HOUSE);
        writeln!(
            out,
            "P{person};neutral;Ada;Moll-{person};Ahornweg {house};10115;Berlin;person-{person}@example.org;030 {phone}{person:06}"
        )?;
    }
    Ok(out.flush()?)
}

/// Three persons in each two contracts.
fn contracts(out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit"
    )?;
    for contract in 0..CONTRACTS {
        let first = contract / 2 * 3;
        let named = if contract % 2 == 0 {
            format!("P{first}|P{}", first + 1)
        } else {
            format!("P{}", first + 2)
        };
        let (unit, period) = if contract < UNITS {
            (contract, "2024-07-01;")
        } else {
            ((contract - UNITS) * 5, "2019-01-01;2024-06-30")
        };
        writeln!(
            out,
            "V{contract};E{unit};miete;{named};{period};2018-12-01;812,50;180,00;95,50;2437,50"
        )?;
    }
    Ok(out.flush()?)
}
