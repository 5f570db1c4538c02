//! What happens after a form was accepted: the server names the next address.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::AppError;

/// Goes to the named address inside the app.
pub(crate) fn follow<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = String, Error = AppError> + Clone + Send + Sync + 'static,
{
    let navigate = use_navigate();
    then(action, move |path| {
        navigate(path, NavigateOptions::default())
    });
}

/// Loads the named address anew: another person, or nobody, is signed in from here on.
pub(super) fn start_over<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = String, Error = AppError> + Clone + Send + Sync + 'static,
{
    then(action, |path| {
        let _refused = window().location().assign(path);
    });
}

fn then<S>(action: ServerAction<S>, go: impl Fn(&str) + 'static)
where
    S: ServerFn<Output = String, Error = AppError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move |_| {
        value.with(|value| {
            if let Some(Ok(path)) = value {
                go(path);
            }
        });
    });
}

/// Of two forms on one page only the last answer counts: sending one takes back what the other said.
pub(crate) fn only_last<A, B>(first: ServerAction<A>, second: ServerAction<B>)
where
    A: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    A::Output: Send + Sync + 'static,
    B: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    B::Output: Send + Sync + 'static,
{
    let (one, other) = (first.pending(), second.pending());
    Effect::new(move |_| {
        if one.get() {
            second.clear();
        }
    });
    Effect::new(move |_| {
        if other.get() {
            first.clear();
        }
    });
}

/// Whether the address carries a mark such as `?gesendet=1`.
pub(crate) fn marked(name: &'static str) -> Signal<bool> {
    let query = leptos_router::hooks::use_query_map();
    Signal::derive(move || query.with(|query| query.get_str(name).is_some()))
}
