//! The first page: the doors for who is not signed in, the home of who is.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::start::Start;
use crate::bundles::{Residents, residents};
use crate::ui::frame;

/// Decides which of the three first pages is shown. Only the doors come with the first visit.
pub(crate) async fn front() -> AnyView {
    match frame().me {
        None => view! { <Start/> }.into_any(),
        Some(me) if me.role.is_staff() => view! { <Redirect path="/team"/> }.into_any(),
        Some(_) => residents(Residents::Home).await,
    }
}
