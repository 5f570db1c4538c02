//! One document in a list: opened in a tab of its own, or kept.

use domain::document::DocumentRow;
use leptos::prelude::*;

use super::words;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{icon, today};

/// The list.
pub fn rows(texts: Words, rows: &[DocumentRow]) -> AnyView {
    let lines = rows.iter().map(|row| line(texts, row)).collect_view();
    view! { <ul class="list" role="list">{lines}</ul> }.into_any()
}

/// The browser shows the PDF outside of our pages, which let nothing foreign in.
fn line(texts: Words, row: &DocumentRow) -> impl IntoView + use<> {
    let open = format!("/dokumente/{}.pdf", row.id);
    let keep = format!("{open}?laden=1");
    let dated = domain::berlin::date(row.dated_on, today());
    let sub = format!(
        "{} · {dated} · {}",
        words::kind(texts, row.kind),
        words::size(texts, row.pages, row.bytes)
    );
    let provided = t_string!(
        texts,
        documents.provided,
        date = domain::berlin::short_date(domain::berlin::day(row.provided_at))
    );
    let state = match row.opened_at {
        Some(at) => t_string!(
            texts,
            documents.opened,
            date = domain::berlin::short_date(domain::berlin::day(at))
        ),
        None => String::new(),
    };
    let fresh = row.opened_at.is_none().then(|| {
        view! { <span class="state-chip" data-tone="info">{t_string!(texts, documents.fresh)}</span> }
    });
    let label: String = t_string!(texts, documents.keep_label, title = row.title.clone());
    view! {
        <li class="document-line">
            <a class="list-row" href=open target="_blank" rel="external noopener" data-unread=row.opened_at.is_none().then_some("")>
                {icon(words::sign(row.kind))}
                <span class="list-main">
                    <strong>{row.title.clone()}</strong>
                    <span class="list-sub">{sub}</span>
                    <span class="list-sub">{provided.to_string()}" "{state}</span>
                </span>
                <span class="list-end">
                    {fresh}
                    <span class="visually-hidden">{t_string!(texts, documents.new_tab)}</span>
                </span>
            </a>
            <a class="icon-btn" href=keep rel="external" download="" aria-label=label>{icon("download")}</a>
        </li>
    }
}
