//! The service worker: registers it, notices a new version, and changes to it when the person says so.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// What the waiting worker understands.
const SKIP: &str = "SKIP_WAITING";
/// What the active one understands: this device has stored tickets, and needs what reads them.
const KEEP_READER: &str = "KEEP_READER";
/// An open tab asks for a new version this often.
const HOUR_MS: i32 = 60 * 60 * 1000;

/// The container; browsers leave it out on pages without TLS.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let there = js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker"));
    there.unwrap_or(false).then(|| navigator.service_worker())
}

/// Registers the worker; `ready` turns true when a new version waits.
pub fn register(ready: RwSignal<bool>) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(value) = JsFuture::from(container.register("/sw.js")).await else {
            return;
        };
        let Ok(registration) = value.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        watch(&registration, ready);
        ask_hourly(registration);
    });
}

fn watch(registration: &ServiceWorkerRegistration, ready: RwSignal<bool>) {
    if registration.waiting().is_some() && controlled() {
        ready.set(true);
    }
    let found = {
        let registration = registration.clone();
        Closure::<dyn FnMut()>::new(move || {
            if let Some(worker) = registration.installing() {
                let seen = worker.clone();
                let changed = Closure::<dyn FnMut()>::new(move || {
                    // Without a controller it is the first one ever: nothing old is on the page.
                    if seen.state() == ServiceWorkerState::Installed && controlled() {
                        ready.set(true);
                    }
                });
                worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
                changed.forget();
            }
        })
    };
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

fn controlled() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

fn ask_hourly(registration: ServiceWorkerRegistration) {
    let ask = Closure::<dyn FnMut()>::new(move || {
        let _later = registration.update();
    });
    let _refused = window().set_interval_with_callback_and_timeout_and_arguments_0(
        ask.as_ref().unchecked_ref(),
        HOUR_MS,
    );
    ask.forget();
}

/// Has the worker store what reads stored tickets.
pub async fn keep_reader() {
    let Some(container) = container() else { return };
    let Ok(ready) = container.ready() else { return };
    if let Ok(value) = JsFuture::from(ready).await
        && let Ok(registration) = value.dyn_into::<ServiceWorkerRegistration>()
        && let Some(active) = registration.active()
    {
        let _refused = active.post_message(&JsValue::from_str(KEEP_READER));
    }
}

/// Starts the waiting version and loads the page once it has taken over.
pub fn change() {
    let Some(container) = container() else { return };
    let mut once = false;
    let taken = Closure::<dyn FnMut()>::new(move || {
        if !once {
            once = true;
            let _refused = window().location().reload();
        }
    });
    container.set_oncontrollerchange(Some(taken.as_ref().unchecked_ref()));
    taken.forget();
    spawn_local(async move {
        if let Ok(value) = JsFuture::from(container.get_registration()).await
            && let Ok(registration) = value.dyn_into::<ServiceWorkerRegistration>()
            && let Some(waiting) = registration.waiting()
        {
            let _refused = waiting.post_message(&JsValue::from_str(SKIP));
        }
    });
}
