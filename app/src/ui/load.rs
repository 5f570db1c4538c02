//! Loading, failed or content, told the same way everywhere.

use leptos::leptos_dom::helpers::is_browser;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::{Head, icon, icon_large};
use crate::AppError;
use crate::frame::{address, frame, sign_in_address};
use crate::use_i18n;

use crate::i18n::*;

/// Shows a resource: a skeleton while it loads, the content, or what went wrong with what to do. It is the whole page:
/// its content brings the `Head`, and so does a failure.
pub fn loaded<T, V>(
    resource: Resource<Result<T, AppError>>,
    content: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    shown(resource, content, false)
}

/// The same below a `Head` that stays: a failure has a heading of the second rank, and leaves the title as it is.
pub fn loaded_below<T, V>(
    resource: Resource<Result<T, AppError>>,
    content: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    shown(resource, content, true)
}

fn shown<T, V>(
    resource: Resource<Result<T, AppError>>,
    content: impl Fn(T) -> V + Clone + Send + Sync + 'static,
    below: bool,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition fallback=skeleton>
            {move || {
                let content = content.clone();
                Suspend::new(async move {
                    match resource.await {
                        // Untracked: a signal read while building must not build it anew.
                        Ok(value) => untrack(|| content(value).into_any()),
                        Err(error) => view! { <Failed error below/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// Stands where something will be.
pub fn skeleton() -> AnyView {
    view! {
        <div aria-busy="true">
            <div class="skeleton" aria-hidden="true">
                <span></span>
                <span></span>
                <span></span>
            </div>
        </div>
    }
    .into_any()
}

/// The session has ended. The browser loads the sign-in from the server, for this page still believes in who was here.
fn session_over() -> AnyView {
    let path = format!("{}&ende=1", sign_in_address(&use_location()));
    if is_browser() {
        let _refused = window().location().assign(&path);
        return skeleton();
    }
    view! { <Redirect path/> }.into_any()
}

/// Whether the one who reads is staff.
fn staff() -> bool {
    frame().me.is_some_and(|me| me.role.is_staff())
}

/// The way to the same page anew, where that may help: an installed app has no button for it.
fn again(error: &AppError) -> Option<AnyView> {
    let i18n = use_i18n();
    let may_help = matches!(error, AppError::Offline | AppError::Internal);
    may_help.then(|| {
        let here = address(&use_location());
        view! {
            <a class="btn btn-secondary" href=here rel="external">{icon("reopen")}{t_string!(i18n, frame.again)}</a>
        }
        .into_any()
    })
}

/// What stands instead of what could not be shown: sends to the sign-in, or says what happened and where to go.
#[component]
fn Failed(
    /// What happened.
    error: AppError,
    /// The page has its heading already.
    below: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (sign, title, text) = match &error {
        AppError::SignIn => return session_over(),
        AppError::Forbidden if staff() => (
            "persons",
            t_string!(i18n, frame.forbidden_staff_title),
            t_string!(i18n, frame.forbidden_staff).to_owned(),
        ),
        AppError::Forbidden => (
            "lock",
            t_string!(i18n, frame.forbidden_title),
            t_string!(i18n, frame.forbidden_text).to_owned(),
        ),
        AppError::NotFound if staff() => (
            "search",
            t_string!(i18n, frame.missing_title),
            t_string!(i18n, frame.missing_staff).to_owned(),
        ),
        AppError::NotFound => (
            "search",
            t_string!(i18n, frame.missing_title),
            t_string!(i18n, frame.missing_text).to_owned(),
        ),
        AppError::Offline => (
            "offline",
            t_string!(i18n, frame.offline_title),
            t_string!(i18n, frame.offline_text).to_owned(),
        ),
        AppError::Internal => (
            "warning",
            t_string!(i18n, frame.broken_title),
            t_string!(i18n, frame.broken_text).to_owned(),
        ),
        AppError::Refused(_) | AppError::Incomplete => (
            "info",
            t_string!(i18n, frame.refused_title),
            error.to_string(),
        ),
    };
    let (home, way) = if staff() {
        ("/team", t_string!(i18n, frame.to_team))
    } else {
        ("/", t_string!(i18n, frame.to_start))
    };
    let heading = if below {
        view! { <h2>{title}</h2> }.into_any()
    } else {
        view! { <Head title=title/> }.into_any()
    };
    let again = again(&error);
    let class = if again.is_some() {
        "btn btn-quiet"
    } else {
        "btn btn-secondary"
    };
    // Below a heading nothing else tells a reader: the focus stays there.
    view! {
        <div class="empty" role=below.then_some("alert")>
            {icon_large(sign)}
            {heading}
            <p>{text}</p>
            {again}
            <a class=class href=home>{way}</a>
        </div>
    }
    .into_any()
}
