//! The passkeys of one's own account: list, names, a new one, the end of one.

use domain::Refusal;
use domain::passkey::{PasskeyRow, PasskeyTrouble, PasskeysView};
use leptos::ev::SubmitEvent;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use web_sys::FormData;

use super::api;
use super::follow::{marked, start_over};
use crate::AppError;
use crate::browser::passkeys;
use crate::posted::FieldError;
use crate::ui::{
    ErrorSummary, Field, Head, Moment, Notice, PasswordField, Submit, Tone, complaints, icon,
    loaded_below, woken,
};
use crate::use_i18n;

use crate::i18n::*;

/// Where this page is.
pub(crate) const PATH: &str = "/einstellungen/passkeys";

/// For residents and staff.
#[component]
pub fn Passkeys() -> impl IntoView {
    let i18n = use_i18n();
    let keys = Resource::new(|| (), |()| api::passkeys());
    view! {
        <Head
            title=t_string!(i18n, access.passkeys_title)
            lead=t_string!(i18n, access.passkeys_lead)
            back=("/einstellungen", t_string!(i18n, access.factor_back))
        />
        {done("neu", t_string!(i18n, access.passkey_added), t_string!(i18n, access.factor_on_done_text))}
        {done("umbenannt", t_string!(i18n, access.passkey_renamed), "")}
        {done("entfernt", t_string!(i18n, access.passkey_removed), t_string!(i18n, access.passkey_removed_text))}
        {loaded_below(keys, |view| view! { <All view/> }.into_any())}
    }
    .into_any()
}

/// What was done last, by the mark in the address.
fn done(mark: &'static str, title: &'static str, text: &'static str) -> AnyView {
    let there = marked(mark);
    view! {
        <Show when=move || there.get()>
            <Notice tone=Tone::Ok title>{text}</Notice>
        </Show>
    }
    .into_any()
}

#[component]
fn All(view: PasskeysView) -> impl IntoView {
    let i18n = use_i18n();
    let empty = view.rows.is_empty();
    let (possible, usable) = (view.possible, usable());
    view! {
        {view.required.then(|| view! {
            <Notice tone=Tone::Info title=t_string!(i18n, access.passkey_required)>
                <p>{t_string!(i18n, access.factor_required_text)}</p>
            </Notice>
        })}
        {empty.then(|| view! { <p class="mb-6">{t_string!(i18n, access.passkeys_none)}</p> })}
        {(!empty).then(|| view! {
            <ul class="list">{view.rows.into_iter().map(|row| view! { <Line row/> }).collect_view()}</ul>
        })}
        <section class="section" aria-labelledby="neuer-passkey">
            <div class="section-head"><h2 id="neuer-passkey">{t_string!(i18n, access.passkey_new)}</h2></div>
            <Show
                when=move || possible && usable.get()
                fallback=move || view! { <p>{why_not(i18n, possible)}</p> }
            >
                <Add/>
            </Show>
        </section>
    }
    .into_any()
}

/// Whether a passkey can be made or used here; known once scripts run.
pub(super) fn usable() -> Signal<bool> {
    let woken = woken();
    Signal::derive(move || woken.get() && passkeys::possible())
}

fn why_not(i18n: I18nContext<Locale>, possible: bool) -> &'static str {
    if possible {
        t_string!(i18n, access.passkey_browser)
    } else {
        t_string!(i18n, access.passkey_address)
    }
}

#[component]
fn Add() -> impl IntoView {
    let i18n = use_i18n();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let pending = RwSignal::new(false);
    let form = NodeRef::<Form>::new();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(Ok(data)) = form
            .get_untracked()
            .map(|form| FormData::new_with_form(&form))
        else {
            return;
        };
        let typed = |field: &str| data.get(field).as_string().unwrap_or_default();
        let (name, password) = (typed("name"), typed("password"));
        pending.set(true);
        errors.set(Vec::new());
        spawn_local(async move {
            match add(name, password).await {
                Ok(path) => {
                    let _refused = window().location().assign(&path);
                }
                Err(why) => {
                    errors.set(vec![complaint(i18n, &why)]);
                    pending.set(false);
                }
            }
        });
    };
    view! {
        <p class="mb-4">{t_string!(i18n, access.passkey_new_lead)}</p>
        <form class="form" novalidate node_ref=form on:submit=send>
            <ErrorSummary errors/>
            <Field
                name="name"
                label=t_string!(i18n, access.passkey_name)
                hint=t_string!(i18n, access.passkey_name_hint)
                errors=errors
                maxlength=60
            />
            <PasswordField
                name="password"
                label=t_string!(i18n, access.password)
                errors=errors
                autocomplete="current-password"
            />
            <div class="actions">
                <Submit label=t_string!(i18n, access.passkey_add) pending sign="key"/>
            </div>
        </form>
    }
    .into_any()
}

async fn add(name: String, password: String) -> Result<String, WhyNot> {
    let question = api::begin_passkey(name.clone(), password).await?;
    let answer = passkeys::make(&question.options)
        .await
        .map_err(WhyNot::Device)?;
    Ok(api::add_passkey(question.token, name, answer).await?)
}

/// The complaint, at the field it belongs to.
fn complaint(i18n: I18nContext<Locale>, why: &WhyNot) -> FieldError {
    let field = match why {
        WhyNot::Portal(AppError::Refused(refusal)) => field_of(refusal),
        _ => "",
    };
    FieldError::new(field, why.told(i18n))
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::CurrentPasswordWrong | Refusal::PasswordMissing => "password",
        Refusal::PasskeyNameMissing | Refusal::TextTooLong { .. } => "name",
        _ => "",
    }
}

#[component]
fn Line(row: PasskeyRow) -> impl IntoView {
    let i18n = use_i18n();
    let used = match row.used_at {
        Some(at) => view! { {t_string!(i18n, access.passkey_used)}" "<Moment at/> }.into_any(),
        None => t_string!(i18n, access.passkey_unused).into_any(),
    };
    view! {
        <li>
            <div class="list-row">
                {icon("key")}
                <span class="list-main">
                    <strong>{row.name.clone()}</strong>
                    <span class="list-sub">{used}</span>
                    <span class="list-sub">{t_string!(i18n, access.passkey_since)}" "<Moment at=row.created_at/></span>
                </span>
            </div>
            <Rename row=row.clone()/>
            <Remove row/>
        </li>
    }
    .into_any()
}

#[component]
fn Rename(row: PasskeyRow) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::RenamePasskey>::new();
    start_over(action);
    let errors = complaints(action, |_| "");
    let open = move || errors.with(|errors| !errors.is_empty());
    let field = format!("name-{}", row.id);
    view! {
        <details class="fold" open=open>
            <summary>{t_string!(i18n, access.passkey_rename, name = row.name.clone())}</summary>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <div class="field">
                    <label for=field.clone()>{t_string!(i18n, access.passkey_name)}</label>
                    <input id=field name="name" type="text" maxlength="60" value=row.name/>
                </div>
                <div class="actions">
                    <Submit label=t_string!(i18n, access.passkey_rename_save) pending=action.pending() kind="btn-secondary"/>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}

#[component]
fn Remove(row: PasskeyRow) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::RemovePasskey>::new();
    start_over(action);
    let errors = complaints(action, |_| "");
    let open = move || errors.with(|errors| !errors.is_empty());
    let field = format!("password-{}", row.id);
    view! {
        <details class="fold" open=open>
            <summary>{t_string!(i18n, access.passkey_remove, name = row.name)}</summary>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <div class="field">
                    <label for=field.clone()>{t_string!(i18n, access.password)}</label>
                    <input id=field name="password" type="password" autocomplete="current-password"/>
                </div>
                <div class="actions">
                    <Submit label=t_string!(i18n, access.passkey_remove_now) pending=action.pending() kind="btn-danger"/>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}

/// Why there is no passkey, or none that opened the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WhyNot {
    /// The portal said no.
    Portal(AppError),
    /// The device or the person did.
    Device(PasskeyTrouble),
}

impl From<AppError> for WhyNot {
    fn from(error: AppError) -> Self {
        Self::Portal(error)
    }
}

impl WhyNot {
    /// The sentence the person reads.
    pub(super) fn told(&self, i18n: I18nContext<Locale>) -> String {
        let sentence = match self {
            Self::Portal(error) => return error.to_string(),
            Self::Device(PasskeyTrouble::Cancelled) => t_string!(i18n, access.passkey_cancelled),
            Self::Device(PasskeyTrouble::Known) => t_string!(i18n, access.passkey_known),
            Self::Device(PasskeyTrouble::Unfit) => t_string!(i18n, access.passkey_unfit),
            Self::Device(PasskeyTrouble::Address) => t_string!(i18n, access.passkey_address),
            Self::Device(PasskeyTrouble::Other) => t_string!(i18n, access.passkey_other),
        };
        sentence.to_owned()
    }
}
