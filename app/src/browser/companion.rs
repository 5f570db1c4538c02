//! Goes with every page: starts the service worker and keeps the stored copy of the one who is signed in.

use domain::Me;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::update::UpdateToast;
use super::{account, channel, sync, worker};
use crate::AppError;
use crate::i18n::*;
use crate::ui::say;
use crate::use_i18n;

/// Fetches the copy; a session that has ended takes it along.
async fn bring_up_to_date() {
    if sync::run().await == Err(AppError::SignIn) {
        account::forget().await;
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
            let me = me.clone();
            spawn_local(async move {
                if account::settle(me.as_ref()).await {
                    bring_up_to_date().await;
                    channel::on_return(|| spawn_local(bring_up_to_date()));
                }
            });
        }
    });
    view! { <UpdateToast ready/> }.into_any()
}
