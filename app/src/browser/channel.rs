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

/// Why the tabs leave; the address of the sign-in carries it as a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody pressed the button; the drafts are gone.
    SignedOut,
    /// The session ran out.
    Over,
}

impl Why {
    const fn mark(self) -> &'static str {
        match self {
            Self::SignedOut => "abgemeldet",
            Self::Over => "ende",
        }
    }
}

/// Tells the other tabs.
pub fn tell(why: Why) {
    LEAVING.set(true);
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        let _sent = channel.post_message(&why.mark().into());
        channel.close();
    }
}

/// Leaves the page when another tab signs out, or when the browser brings back a page from before.
pub fn listen() {
    let leave = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if !LEAVING.get() {
            let over = event.data().as_string().as_deref() == Some(Why::Over.mark());
            let why = if over { Why::Over } else { Why::SignedOut };
            let address = format!("/anmelden?{}=1", why.mark());
            let _refused = window().location().replace(&address);
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
