//! Waking up: the moment the browser's half takes over, and every change of page after it.

use leptos::prelude::*;

/// Known to all pages, made once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wake {
    awake: RwSignal<bool>,
    visits: StoredValue<u32>,
}

impl Wake {
    /// Starts asleep.
    pub(crate) fn provide() {
        provide_context(Self {
            awake: RwSignal::new(false),
            visits: StoredValue::new(0),
        });
    }

    /// Called by the frame: once its page is taken over, says `data-hydrated="ja"` on the root element. Not earlier: the
    /// browser waits for the page's bundle, and what is woken before would no longer be what the server has sent.
    pub(super) fn rise() {
        let wake = use_context::<Self>();
        Effect::new(move |_| {
            if let Some(wake) = wake {
                wake.awake.set(true);
            }
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
