//! The first page: the doors for who is not signed in, the home of who is.

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use leptos_router::components::Redirect;

use super::start::Start;
use crate::bundles::{Bundled, Residents};
use crate::ui::frame;

/// Decides which of the three first pages is shown. Only the doors come with the first visit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Front;

impl Bundled for Front {
    async fn fetch(self) -> Result<(), SplitLoaderError> {
        match frame().me {
            Some(me) if !me.role.is_staff() => Residents::Home.fetch().await,
            _ => Ok(()),
        }
    }

    async fn show(self) -> AnyView {
        match frame().me {
            None => view! { <Start/> }.into_any(),
            Some(me) if me.role.is_staff() => view! { <Redirect path="/team"/> }.into_any(),
            Some(_) => Residents::Home.show().await,
        }
    }
}
