//! The language of all pages: there is one, and the browser's wishes are not asked.

use leptos::prelude::*;
use leptos_i18n::context::{I18nContextOptions, UseLocalesOptions, init_i18n_context_with_options};

use crate::i18n::Locale;

/// Makes the language known to all pages. What the library would do when it changes never runs: on the server it may come
/// after the page it belongs to is gone.
pub(crate) fn provide() {
    let still = Owner::current().unwrap_or_default().child();
    let german = UseLocalesOptions::default().ssr_lang_header_getter(|| None::<String>);
    let language = still.with(|| {
        init_i18n_context_with_options::<Locale>(I18nContextOptions {
            ssr_lang_header_getter: german,
            ..I18nContextOptions::default()
        })
    });
    // Afterwards, for what is made under a paused owner is not paused itself.
    still.pause();
    provide_context(language);
    on_cleanup(move || drop(still));
}
