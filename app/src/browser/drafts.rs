//! What was typed and not yet sent, kept on own devices until it is sent or thrown away.

use std::collections::BTreeMap;

use domain::{AccountId, Me};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::copies;
use super::database::{self, Store};

/// Fields that a draft brings back; the mark against sending twice comes with each form anew.
const KEPT: [&str; 8] = [
    "contract", "topic", "place", "title", "text", "access", "urgent", "private",
];

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Draft {
    account: AccountId,
    fields: BTreeMap<String, String>,
}

/// Whether this person's drafts may stay on this device.
pub fn allowed(me: Option<&Me>) -> Option<AccountId> {
    me.filter(|me| !me.shared_device).map(|me| me.account)
}

/// Keeps what stands in the form; an empty one is forgotten.
pub async fn save(form: &HtmlFormElement, key: &str, account: AccountId) {
    let Ok(data) = FormData::new_with_form(form) else {
        return;
    };
    let fields: BTreeMap<String, String> = KEPT
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), data.get(name).as_string()?)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let worth = ["title", "text", "access"]
        .iter()
        .any(|name| fields.contains_key(*name));
    if worth {
        let draft = copies::written(&Draft { account, fields });
        let _full = database::put(Store::Drafts, key, &draft).await;
    } else {
        drop(key).await;
    }
}

/// Forgets a draft.
pub async fn drop(key: &str) {
    let _gone = database::remove(Store::Drafts, key).await;
}

/// Puts a stored draft back into the form; true if there was one.
pub async fn restore(form: &HtmlFormElement, key: &str, account: AccountId) -> bool {
    let stored = database::get(Store::Drafts, key).await.ok().flatten();
    let Some(draft) = stored
        .and_then(copies::read::<Draft>)
        .filter(|draft| draft.account == account)
    else {
        return false;
    };
    for (name, value) in &draft.fields {
        fill(form, name, value);
    }
    true
}

fn fill(form: &HtmlFormElement, name: &str, value: &str) {
    let selector = format!("[name=\"{name}\"]");
    let Ok(fields) = form.query_selector_all(&selector) else {
        return;
    };
    for index in 0..fields.length() {
        let Some(node) = fields.get(index) else {
            return;
        };
        if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
            match input.type_().as_str() {
                "radio" | "checkbox" => input.set_checked(input.value() == value),
                "hidden" => {}
                _ => input.set_value(value),
            }
        } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(value);
        } else {
            // A list of choices takes its value like an input does.
            let _refused = js_sys::Reflect::set(&node, &"value".into(), &JsValue::from_str(value));
        }
    }
}
