//! Lists in pages: which page the address names, and the ways to those before and after.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::params::ParamsMap;

use crate::i18n::*;

/// `?seite=2` of an address, the first page where it says nothing that counts.
pub fn page_number(query: &ParamsMap) -> i64 {
    let page = query.get("seite").and_then(|page| page.parse().ok());
    page.unwrap_or(1)
}

/// Where one is and the ways on, called `before` and `after`; nothing where all is on one page.
pub fn pager(
    words: I18nContext<Locale>,
    (page, pages): (i64, i64),
    (before, after): (&'static str, &'static str),
    link: impl Fn(i64) -> String,
) -> Option<AnyView> {
    (pages > 1).then(|| {
        let before = (page > 1).then(|| view! { <a rel="prev" href=link(page - 1)>{before}</a> });
        let after = (page < pages).then(|| view! { <a rel="next" href=link(page + 1)>{after}</a> });
        let here = t_string!(words, frame.page_of, page = page, pages = pages);
        view! {
            <nav class="pager" aria-label=t_string!(words, frame.pager)>
                {before}
                <span>{here.to_string()}</span>
                {after}
            </nav>
        }
        .into_any()
    })
}
