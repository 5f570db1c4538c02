//! Goes with every page: starts the service worker and keeps the stored copy of the one who is signed in.

use domain::Me;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::update::UpdateToast;
use super::{channel, database, worker};
use crate::bundles;
use crate::i18n::*;
use crate::ui::say;
use crate::use_i18n;

/// A visitor without a trace on the device needs none of the code that looks after one.
async fn look_after(me: Option<Me>) {
    let keeps = me.as_ref().is_some_and(Me::keeps_copy);
    if keeps || database::may_exist().await {
        bundles::keep(me).await;
    }
}

/// Stands once in each frame. `me` is nobody on pages without sign-in, and unknown (`settled = false`) on the page
/// without network, where nobody could be asked.
#[component]
pub fn Companion(
    /// Who is signed in.
    me: Option<Me>,
    /// The server has said so.
    #[prop(default = true)]
    settled: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        worker::register(ready);
        channel::listen();
    });
    Effect::new(move |_| {
        if ready.get() {
            say(t_string!(i18n, offline.update));
        }
    });
    Effect::new(move |_| {
        if settled {
            // Owned by the task, which may outlive this frame.
            spawn_local(look_after(me.clone()));
        }
    });
    view! { <UpdateToast ready/> }.into_any()
}
