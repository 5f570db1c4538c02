//! What can be wrong with a record that serde took, in the sentences of the import.

use chrono::NaiveDate;
use domain::Cents;

use crate::erp::outcome::Fault;
use crate::import::value;

/// The faults of one record.
#[derive(Debug, Default)]
pub(crate) struct Check {
    pub faults: Vec<Fault>,
}

impl Check {
    /// A field that must be filled.
    pub fn required<T>(
        &mut self,
        field: &'static str,
        text: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) {
        if text.trim().is_empty() {
            self.fault(field, "Das Feld darf nicht leer sein.".to_owned());
        } else {
            self.keep(field, read(text));
        }
    }

    /// A field that may be left out, but not empty.
    pub fn optional<T>(
        &mut self,
        field: &'static str,
        text: Option<&String>,
        read: impl Fn(&str) -> Result<T, String>,
    ) {
        if let Some(text) = text {
            self.required(field, text, read);
        }
    }

    /// A day within reach.
    pub fn day(&mut self, field: &'static str, day: Option<NaiveDate>) {
        if let Some(day) = day {
            self.keep(field, value::near(day));
        }
    }

    /// Two days of which the second is not before the first.
    pub fn period(&mut self, from: Option<NaiveDate>, to: Option<NaiveDate>) {
        self.day("valid_from", from);
        self.day("valid_to", to);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.fault("valid_to", BACKWARDS.to_owned());
        }
    }

    /// An amount that is not negative.
    pub fn money(&mut self, field: &'static str, cents: Cents) {
        if cents.0 < 0 {
            self.fault(field, "Der Betrag ist negativ.".to_owned());
        }
        self.amount(field, cents);
    }

    /// An amount of either sign.
    pub fn amount(&mut self, field: &'static str, cents: Cents) {
        self.keep(field, value::within(cents));
    }

    /// A revision as ERPs count them.
    pub fn revision(&mut self, revision: Option<i64>) {
        if revision.is_some_and(|revision| revision < 0) {
            self.fault("revision", "Die Revision ist negativ.".to_owned());
        }
    }

    /// Says what is wrong with a field.
    pub fn fault(&mut self, field: &'static str, reason: String) {
        let field = Some(field.to_owned());
        self.faults.push(Fault { field, reason });
    }

    fn keep<T>(&mut self, field: &'static str, read: Result<T, String>) {
        if let Err(reason) = read {
            self.fault(field, reason);
        }
    }
}

/// Of a period that ends before it begins.
pub(crate) const BACKWARDS: &str = "Der letzte Tag liegt vor dem ersten.";
