//! A form that came back: what was typed and what is wrong with it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::frame::first_page;

/// One complaint about one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name, which is also the id of its input; empty for the whole form.
    pub field: String,
    /// What the person reads.
    pub message: String,
}

impl FieldError {
    /// A complaint about one field.
    pub fn new(field: impl Into<String>, message: impl ToString) -> Self {
        Self {
            field: field.into(),
            message: message.to_string(),
        }
    }
}

/// A plain form post that was refused; the server provides it as a context and renders the page again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// Address of the page the form stands on.
    pub page: String,
    /// What was typed, by field name.
    pub fields: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Posted {
    /// What was typed into one field, or nothing.
    pub fn value(&self, field: &str) -> String {
        self.fields.get(field).cloned().unwrap_or_default()
    }

    /// The first complaint about one field.
    pub fn error(&self, field: &str) -> Option<String> {
        let error = self.errors.iter().find(|error| error.field == field)?;
        Some(error.message.clone())
    }
}

/// Tells the browser's half what came back.
pub(crate) fn provide() {
    if let Some(posted) = SharedValue::new(use_context::<Posted>).into_inner() {
        provide_context(posted);
    }
}

/// The refused form this page answers; empty on a first visit and on every other page.
pub fn posted() -> Posted {
    use_context::<Posted>()
        .filter(|posted| {
            if !first_page() {
                return false;
            }
            let path = use_location().pathname;
            path.with_untracked(|path| posted.page.split('?').next() == Some(path))
        })
        .unwrap_or_default()
}
