//! The thin line at the top while the code of the next page is on its way.

use leptos::prelude::*;

use crate::use_i18n;

use crate::i18n::*;

/// How many pages are on their way; known to all, made once.
#[derive(Debug, Clone, Copy)]
struct Underway(RwSignal<u32>);

/// One page on its way; it has arrived, or was given up, when this is dropped.
pub(crate) struct Journey(Option<Underway>);

pub(crate) fn provide() {
    provide_context(Underway(RwSignal::new(0)));
}

impl Journey {
    /// A page sets out.
    pub(crate) fn begin() -> Self {
        let underway = use_context::<Underway>();
        if let Some(Underway(count)) = underway {
            count.update(|count| *count = count.saturating_add(1));
        }
        Self(underway)
    }
}

impl Drop for Journey {
    fn drop(&mut self) {
        if let Some(Underway(count)) = self.0 {
            count.try_update(|count| *count = count.saturating_sub(1));
        }
    }
}

/// Seen only when it takes longer than a blink: the style sheet waits before it shows it.
#[component]
pub(super) fn UnderwayLine() -> impl IntoView {
    let i18n = use_i18n();
    let underway = use_context::<Underway>();
    let some = move || underway.is_some_and(|Underway(count)| count.get() > 0);
    view! {
        <Show when=some>
            <div class="underway" role="progressbar" aria-label=t_string!(i18n, frame.underway)></div>
        </Show>
    }
    .into_any()
}
