//! Waking up: the moment the browser's half takes over, and every change of page after it.

use leptos::prelude::*;

/// Known to all pages, made once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wake {
    awake: RwSignal<bool>,
    visits: StoredValue<u32>,
}

impl Wake {
    /// Starts asleep; says `data-hydrated="ja"` on the root element as soon as scripts run.
    pub(crate) fn provide() {
        let wake = Self {
            awake: RwSignal::new(false),
            visits: StoredValue::new(0),
        };
        provide_context(wake);
        Effect::new(move |_| {
            wake.awake.set(true);
            if let Some(root) = document().document_element() {
                let _refused = root.set_attribute("data-hydrated", "ja");
            }
        });
    }
}

/// True once scripts run: what needs them appears only then.
pub fn woken() -> Signal<bool> {
    use_context::<Wake>().map_or_else(|| Signal::stored(false), |wake| wake.awake.into())
}

/// Whether no other page has been shown yet in this window.
pub(crate) fn first_page() -> bool {
    use_context::<Wake>().is_none_or(|wake| wake.visits.get_value() <= 1)
}

/// Whether a page has been shown at all: false while the browser takes over the one the server has sent.
pub(crate) fn any_shown() -> bool {
    use_context::<Wake>().is_some_and(|wake| wake.visits.get_value() > 0)
}

/// Counts a shown page; false for the first one, which the server has sent.
pub(crate) fn visit() -> bool {
    use_context::<Wake>().is_some_and(|wake| {
        let before = wake.visits.get_value();
        wake.visits.set_value(before.saturating_add(1));
        before > 0
    })
}
