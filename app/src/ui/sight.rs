//! A row of links that is wider than the screen keeps the current one in sight.

use leptos::html::Nav;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the row sideways once it is there, and again whenever what `changed` reads becomes another.
pub fn keep_in_sight(row: NodeRef<Nav>, changed: impl Fn() + 'static) {
    Effect::new(move |_| {
        changed();
        let Some(row) = row.get() else {
            return;
        };
        // The marks of the links come with the same change: a frame later they are there.
        request_animation_frame(move || show(&row));
    });
}

fn show(row: &HtmlElement) {
    let here = row.query_selector("[aria-current]").ok().flatten();
    if let Some(here) = here.and_then(|here| here.dyn_into::<HtmlElement>().ok()) {
        let middle = here.offset_left() + here.offset_width() / 2 - row.offset_left();
        row.set_scroll_left(middle - row.client_width() / 2);
    }
}
