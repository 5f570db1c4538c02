//! Asking for another bank account: contract, holder, IBAN, what it is for, and the password once more.

use domain::Refusal;
use domain::berlin;
use domain::change::BankForm;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api;
use super::finish::Finish;
use crate::access::follow;
use crate::i18n::*;
use crate::posted::posted;
use crate::tickets::form::contract_field;
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, Field, Head, Notice, Tone, complaints, loaded, today};
use crate::use_i18n;

/// The form; where such a change is under way already, the page that shows it.
#[component]
pub fn BankPage() -> impl IntoView {
    let blank = Resource::new(|| (), |()| api::blank_bank());
    loaded(blank, |form| {
        if form.open {
            view! { <Redirect path="/einstellungen/kontaktdaten"/> }.into_any()
        } else {
            view! { <BankDetailsForm form/> }.into_any()
        }
    })
}

#[component]
fn BankDetailsForm(form: BankForm) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::AskBank>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::Iban(_) => "iban",
        Refusal::HolderMissing | Refusal::TextTooLong { .. } => "holder",
        Refusal::ContractMissing => "contract",
        Refusal::PasswordWrong | Refusal::PasswordMissing => "current",
        _ => "",
    });
    if form.contracts.is_empty() {
        return view! {
            <Head
                title=t_string!(i18n, changes.bank_title)
                lead=t_string!(i18n, changes.bank_none)
                back=("/einstellungen/kontaktdaten", t_string!(i18n, changes.back))
            />
        }
        .into_any();
    }
    view! {
        <Head
            title=t_string!(i18n, changes.bank_title)
            lead=t_string!(i18n, changes.bank_lead)
            back=("/einstellungen/kontaktdaten", t_string!(i18n, changes.back))
            failed=move || !errors.get().is_empty()
        />
        {next(i18n, &form)}
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            {contract_field(i18n, &form.contracts, None, &posted())}
            <Field
                name="holder"
                label=t_string!(i18n, changes.bank_holder)
                hint=t_string!(i18n, changes.bank_holder_hint)
                errors
                autocomplete="name"
                value=form.holder.clone()
                maxlength=70
            />
            <Field
                name="iban"
                label=t_string!(i18n, changes.bank_iban)
                hint=t_string!(i18n, changes.bank_iban_hint)
                errors
                autocomplete="off"
                verbatim=true
                maxlength=60
            />
            {purpose(i18n, form.creditor)}
            <Finish errors send=t_string!(i18n, changes.bank_send) pending=action.pending() dated=true/>
        </ActionForm>
    }
    .into_any()
}

/// What happens next, with its days.
fn next(words: Words, form: &BankForm) -> AnyView {
    let from = berlin::moment(form.releasable_from, today());
    let date = berlin::date(form.promised_on, today());
    view! {
        <Notice tone=Tone::Info title=t_string!(words, changes.bank_next)>
            <ol class="list-decimal pl-5">
                <li>{t_string!(words, changes.bank_next_mail)}</li>
                <li>{t_string!(words, changes.bank_next_wait, from = from).to_string()}</li>
                <li>{t_string!(words, changes.bank_next_date, date = date).to_string()}</li>
            </ol>
        </Notice>
    }
    .into_any()
}

/// Debits, or only payments to the person; without somebody who debits there is nothing to choose.
fn purpose(words: Words, creditor: Option<String>) -> AnyView {
    let Some(creditor) = creditor else {
        return view! {
            <input type="hidden" name="purpose" value="auszahlung"/>
            <p class="hint">{t_string!(words, changes.bank_no_debit)}</p>
        }
        .into_any();
    };
    let payout = posted().value("purpose") == "auszahlung";
    let hint = t_string!(words, changes.bank_debit_hint, creditor = creditor);
    view! {
        <fieldset class="field">
            <legend>{t_string!(words, changes.bank_purpose)}</legend>
            <div class="choices">
            <label class="check">
                <input type="radio" name="purpose" value="lastschrift" checked=!payout/>
                <span>
                    {t_string!(words, changes.bank_debit)}
                    <small>{hint.to_string()}</small>
                </span>
            </label>
            <label class="check">
                <input type="radio" name="purpose" value="auszahlung" checked=payout/>
                <span>
                    {t_string!(words, changes.bank_payout)}
                    <small>{t_string!(words, changes.bank_payout_hint)}</small>
                </span>
            </label>
            </div>
        </fieldset>
    }
    .into_any()
}
