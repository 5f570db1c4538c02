//! What the portal and the ERP say of each other: `/team/erp?ansicht=abgleich&suche=lindt&seite=2`.

use domain::Refusal;
use domain::berlin;
use domain::erp::view::{ErpDesk, ErpView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use super::erp_api as api;
use super::inbox::is_short;
use super::{erp_changes, erp_parcels, erp_stuck, erp_ways};
use crate::access::{follow, marked};
use crate::frame::needs;
use crate::i18n::*;
use crate::posted::FieldError;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, FieldFrame, Head, Notice, Tone, complaints, icon, icon_large, loaded_below,
    page_number, pager,
};
use crate::use_i18n;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    view: ErpView,
    page: i64,
    /// As it was typed, also where it is too short.
    search: String,
}

impl Wanted {
    /// What is searched for; what is too short is told at the field.
    fn searched(&self) -> String {
        let search = Some(self.search.clone());
        search.filter(|text| !is_short(text)).unwrap_or_default()
    }
}

/// Begins anew what was given up.
#[derive(Clone, Copy)]
pub(super) struct Again {
    /// A command.
    pub(super) command: ServerAction<api::ErpAgain>,
    /// An event.
    pub(super) event: ServerAction<api::ErpFetchAgain>,
}

/// The page of staff.
#[component]
pub fn ErpPage() -> impl IntoView {
    let i18n = use_i18n();
    let wanted = wanted();
    let again = Again {
        command: ServerAction::new(),
        event: ServerAction::new(),
    };
    follow(again.command);
    follow(again.event);
    let whole = |_: &Refusal| "";
    let (command, event) = (
        complaints(again.command, whole),
        complaints(again.event, whole),
    );
    let wrong: Signal<Vec<FieldError>> =
        Signal::derive(move || [command.get(), event.get()].concat());
    let begun = marked("erneut");
    let desk = Resource::new(
        move || {
            let done = (again.command.version().get(), again.event.version().get());
            (wanted.get(), done)
        },
        |(wanted, _)| {
            let search = wanted.searched();
            api::erp(wanted.view, wanted.page, search)
        },
    );
    view! {
        <Head title=t_string!(i18n, erp.title) lead=t_string!(i18n, erp.lead)/>
        <Show when=move || begun.get() && wrong.with(Vec::is_empty)>
            <Notice tone=Tone::Ok title=t_string!(i18n, erp.begun)>
                <p>{t_string!(i18n, erp.begun_text)}</p>
            </Notice>
        </Show>
        <ErrorSummary errors=wrong/>
        {search(i18n, wanted)}
        {loaded_below(desk, move |sheet| content(i18n, &sheet, again))}
    }
    .into_any()
}

/// View, page and search of the address.
fn wanted() -> Memo<Wanted> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let view = query.get("ansicht").and_then(|view| view.parse().ok());
            Wanted {
                view: view.unwrap_or(ErpView::Changes),
                page: page_number(query),
                search: query.get("suche").unwrap_or_default(),
            }
        })
    })
}

/// The search keeps to the view; there are never many ways.
fn search(words: Words, wanted: Memo<Wanted>) -> AnyView {
    let short = move || wanted.with(|wanted| is_short(&wanted.search));
    let error = Signal::derive(move || short().then(|| Refusal::SearchTooShort.to_string()));
    let view = move || wanted.with(|wanted| wanted.view.to_string());
    view! {
        <Show when=move || wanted.with(|wanted| wanted.view != ErpView::Ways)>
            <form class="form mb-6" method="get" action="/team/erp" role="search">
                <input type="hidden" name="ansicht" value=view/>
                <FieldFrame name="suche" label=t_string!(words, erp.search) error>
                    <div class="field-inline">
                        <input
                            id="suche"
                            name="suche"
                            type="search"
                            autocomplete="off"
                            value=move || wanted.with(|wanted| wanted.search.clone())
                            aria-describedby=move || short().then_some("suche-fehler")
                            aria-invalid=move || short().then_some("true")
                        />
                        <button type="submit" class="btn btn-secondary">
                            {icon("search")}
                            {t_string!(words, erp.search_send)}
                        </button>
                    </div>
                </FieldFrame>
            </form>
        </Show>
    }
    .into_any()
}

fn content(words: Words, sheet: &Sheet<ErpDesk>, again: Again) -> AnyView {
    let desk = &sheet.page;
    let (shown, needed) = (needs(), desk.counts.needs());
    Effect::new(move |_| shown.set(needed));
    let link = |page| address(desk, page);
    let ways = (t_string!(words, staff.newer), t_string!(words, staff.older));
    let pager = pager(words, (desk.page, desk.pages), ways, link);
    let lines = match desk.view {
        ErpView::Changes if !desk.changes.is_empty() => erp_changes::lines(words, sheet),
        ErpView::Parcels if !desk.parcels.is_empty() => erp_parcels::lines(words, &desk.parcels),
        ErpView::Stuck if !desk.stuck.is_empty() => erp_stuck::lines(words, &desk.stuck, again),
        ErpView::Ways if !desk.ways.is_empty() => erp_ways::lines(words, &desk.ways),
        _ => empty(words, desk),
    };
    view! {
        {erp_ways::banner(words, desk)}
        {stand(words, desk)}
        {tabs(words, desk)}
        {found(words, desk)}
        {lines}
        {pager}
    }
    .into_any()
}

/// As of when master data holds.
fn stand(words: Words, desk: &ErpDesk) -> Option<AnyView> {
    let at = desk.as_of?;
    let text: String = t_string!(words, erp.as_of, at = berlin::stamp(at));
    Some(view! { <p class="as-of">{text}</p> }.into_any())
}

fn tabs(words: Words, desk: &ErpDesk) -> AnyView {
    let links = ErpView::ALL.iter().copied().map(|view| {
        let count = desk.counts.of(view);
        let count = (count > 0 || view == ErpView::Changes)
            .then(|| view! { " "<span class="badge">{count}</span> });
        let here = (view == desk.view).then_some("page");
        view! { <a href=format!("/team/erp?ansicht={view}") aria-current=here>{word(words, view)}{count}</a> }
    });
    view! { <nav class="tabs" aria-label=t_string!(words, erp.views)>{links.collect_view()}</nav> }
        .into_any()
}

/// How many lines a search has found.
fn found(words: Words, desk: &ErpDesk) -> Option<AnyView> {
    (!desk.wanted.is_empty()).then(|| {
        let (count, wanted) = (desk.found, desk.wanted.clone());
        let text: String = t_string!(words, erp.found, count = count, wanted = wanted);
        let all = format!("/team/erp?ansicht={}", desk.view);
        view! { <p class="hint">{text}" "<a href=all>{t_string!(words, erp.show_all)}</a></p> }
            .into_any()
    })
}

fn empty(words: Words, desk: &ErpDesk) -> AnyView {
    let (sign, text) = match desk.view {
        _ if !desk.wanted.is_empty() => ("search", t_string!(words, erp.empty_found)),
        ErpView::Changes => ("check-circle", t_string!(words, erp.empty_changes)),
        ErpView::Parcels => ("inbox", t_string!(words, erp.empty_parcels)),
        ErpView::Stuck => ("check-circle", t_string!(words, erp.empty_stuck)),
        ErpView::Ways => ("info", t_string!(words, erp.empty_ways)),
    };
    view! { <div class="empty">{icon_large(sign)}<p>{text}</p></div> }.into_any()
}

fn address(desk: &ErpDesk, page: i64) -> String {
    let wanted = Url::escape(&desk.wanted);
    format!(
        "/team/erp?ansicht={}&suche={wanted}&seite={page}",
        desk.view
    )
}

/// What a view is called.
fn word(words: Words, view: ErpView) -> &'static str {
    match view {
        ErpView::Changes => t_string!(words, erp.view_changes),
        ErpView::Parcels => t_string!(words, erp.view_parcels),
        ErpView::Stuck => t_string!(words, erp.view_stuck),
        ErpView::Ways => t_string!(words, erp.view_ways),
    }
}
