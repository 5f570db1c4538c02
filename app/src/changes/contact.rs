//! `/einstellungen/kontaktdaten`: what holds, what is under way, what was.

use domain::change::{ChangeKind, ContactPage};
use leptos::prelude::*;

use super::{api, course};
use crate::access::{follow, marked};
use crate::i18n::*;
use crate::posted::FieldError;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, Fact, Facts, Head, Notice, Tone, complaints, icon, loaded};
use crate::use_i18n;

/// The page of a resident.
#[component]
pub fn ContactDataPage() -> impl IntoView {
    let i18n = use_i18n();
    let withdraw = ServerAction::<api::Withdraw>::new();
    follow(withdraw);
    let errors = complaints(withdraw, |_| "");
    let page = Resource::new(move || withdraw.version().get(), |_| api::contact());
    view! {
        {loaded(page, move |sheet| content(i18n, &sheet, withdraw, errors))}
    }
    .into_any()
}

fn content(
    words: Words,
    sheet: &Sheet<ContactPage>,
    withdraw: ServerAction<api::Withdraw>,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    let page = &sheet.page;
    let running = page
        .open
        .iter()
        .map(|change| course::running(words, change, sheet.today, withdraw))
        .collect_view();
    view! {
        <Head
            title=t_string!(words, changes.title)
            lead=t_string!(words, changes.lead)
            back=("/einstellungen", t_string!(words, changes.settings))
        />
        <Said/>
        <ErrorSummary errors/>
        {current(words, page)}
        {running}
        {earlier(words, page)}
        <section class="section">
            <p class="mb-4">{t_string!(words, changes.other)}</p>
            <div class="actions">
                <a class="btn btn-quiet" href="/anliegen?thema=stammdaten">{t_string!(words, changes.other_send)}</a>
            </div>
        </section>
    }
    .into_any()
}

/// What was just done.
#[component]
fn Said() -> impl IntoView {
    let i18n = use_i18n();
    let (asked, bank, proved, withdrawn) = (
        marked("beantragt"),
        marked("bank"),
        marked("bestaetigt"),
        marked("zurueckgezogen"),
    );
    view! {
        <Show when=move || asked.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, changes.asked)>
                <p>{t_string!(i18n, changes.asked_text)}</p>
            </Notice>
        </Show>
        <Show when=move || bank.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, changes.asked)>
                <p>{t_string!(i18n, changes.bank_asked)}</p>
            </Notice>
        </Show>
        <Show when=move || proved.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, changes.proved)>
                <p>{t_string!(i18n, changes.proved_text)}</p>
            </Notice>
        </Show>
        <Show when=move || withdrawn.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, changes.withdrawn)>
                <p>{t_string!(i18n, changes.withdrawn_text)}</p>
            </Notice>
        </Show>
    }
    .into_any()
}

/// What holds now, with a way to change what is not being changed already.
fn current(words: Words, page: &ContactPage) -> AnyView {
    let email = page.email.clone();
    let phone = page
        .phone
        .clone()
        .unwrap_or_else(|| t_string!(words, changes.no_phone).to_owned());
    let way = |kind: ChangeKind, href: &'static str, word: &'static str| {
        page.open(kind)
            .is_none()
            .then(|| view! { <a class="btn btn-secondary" href=href>{icon("edit")}{word}</a> })
    };
    let still = page.open.iter().map(|change| still(words, change.kind));
    let still = still.collect_view();
    view! {
        <section class="section" aria-labelledby="jetzt">
            <div class="section-head"><h2 id="jetzt">{t_string!(words, changes.now)}</h2></div>
            <Facts>
                <Fact term=t_string!(words, changes.email)>{email}</Fact>
                <Fact term=t_string!(words, changes.phone)>{phone}</Fact>
            </Facts>
            <div class="actions mt-4">
                {way(
                    ChangeKind::Email,
                    "/einstellungen/kontaktdaten/e-mail",
                    t_string!(words, changes.change_email),
                )}
                {way(
                    ChangeKind::Phone,
                    "/einstellungen/kontaktdaten/telefon",
                    t_string!(words, changes.change_phone),
                )}
                {way(
                    ChangeKind::Bank,
                    "/einstellungen/kontaktdaten/bank",
                    t_string!(words, changes.change_bank),
                )}
            </div>
            {still}
        </section>
    }
    .into_any()
}

/// Why a button is missing, and where it goes on.
fn still(words: Words, kind: ChangeKind) -> impl IntoView + use<> {
    let said = match kind {
        ChangeKind::Email => t_string!(words, changes.still_email),
        ChangeKind::Phone => t_string!(words, changes.still_phone),
        ChangeKind::Bank => t_string!(words, changes.still_bank),
    };
    view! {
        <p class="mt-4">
            {said}" "
            <a href=format!("#{}", course::anchor(kind))>{t_string!(words, changes.still_see)}</a>
        </p>
    }
}

fn earlier(words: Words, page: &ContactPage) -> Option<AnyView> {
    (!page.past.is_empty()).then(|| {
        let lines = page
            .past
            .iter()
            .map(|change| course::past(words, change))
            .collect_view();
        view! {
            <section class="section" aria-labelledby="frueher">
                <div class="section-head"><h2 id="frueher">{t_string!(words, changes.past)}</h2></div>
                <ul class="list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}
