//! The browser's entry point: wakes up the page the server has sent.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the server's markup; the page calls it once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
