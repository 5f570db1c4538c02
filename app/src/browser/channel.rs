//! Tabs tell each other when somebody signs out.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent, PageTransitionEvent, VisibilityState};

const NAME: &str = "abmelden";

thread_local! {
    /// This tab is the one that signs out: it hears its own word, too, and has its own way to go.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// Tells the other tabs.
pub fn tell() {
    LEAVING.set(true);
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        let _sent = channel.post_message(&NAME.into());
        channel.close();
    }
}

/// Leaves the page when another tab signs out, or when the browser brings back a page from before.
pub fn listen() {
    let leave = Closure::<dyn FnMut(MessageEvent)>::new(|_event| {
        if !LEAVING.get() {
            let _refused = window().location().replace("/anmelden");
        }
    });
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        channel.set_onmessage(Some(leave.as_ref().unchecked_ref()));
        // Both live as long as the tab.
        std::mem::forget(channel);
        leave.forget();
    }
    let reload = Closure::<dyn FnMut(PageTransitionEvent)>::new(|event: PageTransitionEvent| {
        if event.persisted() {
            let _refused = window().location().reload();
        }
    });
    let _refused =
        window().add_event_listener_with_callback("pageshow", reload.as_ref().unchecked_ref());
    reload.forget();
}

/// Calls whenever the person comes back to this tab, or opens the installed app again.
pub fn on_return(call: impl Fn() + 'static) {
    let returned = Closure::<dyn FnMut()>::new(move || {
        if document().visibility_state() == VisibilityState::Visible {
            call();
        }
    });
    let _refused = document()
        .add_event_listener_with_callback("visibilitychange", returned.as_ref().unchecked_ref());
    returned.forget();
}
