//! Bank details on the list of changes: what they are for, who has released them, what is worth a second look.

use chrono::{DateTime, Utc};
use domain::berlin;
use domain::change::{ChangeKind, ChangeState, StaffChange, is_warned};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Fact, Moment, Notice, Submit, Tone, frame, today};

/// The rows about bank details; with the whole IBAN where it was asked for.
pub(super) fn facts(texts: Words, row: &StaffChange, iban: Option<&str>) -> Option<AnyView> {
    let bank = row.bank.clone();
    let (contract, holder) = (bank.contract?, bank.holder?);
    let purpose = if bank.debit == Some(true) {
        t_string!(texts, changes.bank_debit)
    } else {
        t_string!(texts, changes.bank_payout)
    };
    let whole = iban.map(str::to_owned).map(|iban| {
        view! { <Fact term=t_string!(texts, changes.staff_iban)>{iban}</Fact> }
    });
    let mandate = bank.mandate.map(|mandate| {
        view! { <Fact term=t_string!(texts, changes.staff_mandate)>{mandate}</Fact> }
    });
    let from = bank
        .releasable_from
        .filter(|_| row.state == ChangeState::Requested)
        .map(|at| {
            view! { <Fact term=t_string!(texts, changes.staff_from)><Moment at/></Fact> }
        });
    let first = bank.first_name.zip(bank.first_at).map(|(name, at)| {
        view! { <Fact term=t_string!(texts, changes.staff_first)>{by(texts, name, at)}</Fact> }
    });
    let second = bank.second_name.zip(bank.second_at).map(|(name, at)| {
        view! { <Fact term=t_string!(texts, changes.staff_second)>{by(texts, name, at)}</Fact> }
    });
    let letter = match bank.letter_at {
        Some(at) => view! { <Moment at/> }.into_any(),
        None => t_string!(texts, changes.staff_letter_open).into_any(),
    };
    Some(
        view! {
            {whole}
            <Fact term=t_string!(texts, changes.staff_holder)>{holder}</Fact>
            <Fact term=t_string!(texts, changes.staff_contract)>{contract}</Fact>
            <Fact term=t_string!(texts, changes.staff_purpose)>{purpose}</Fact>
            {mandate}
            {from}
            {first}
            {second}
            <Fact term=t_string!(texts, changes.staff_letter)>{letter}</Fact>
        }
        .into_any(),
    )
}

/// "Mira Sommer, Mo, 2. November, 9:00 Uhr".
pub(super) fn by(texts: Words, name: String, at: DateTime<Utc>) -> String {
    t_string!(
        texts,
        changes.staff_released_at,
        name = name,
        moment = berlin::moment(at, today())
    )
}

/// Login, password or another way in became a new one shortly before: that is how accounts are stolen.
pub(super) fn warning(texts: Words, row: &StaffChange) -> Option<AnyView> {
    let fresh = |at| is_warned(row.state, at, row.created_at);
    let (email, password) = (row.bank.email_changed_at, row.bank.password_changed_at);
    (row.kind == ChangeKind::Bank && (fresh(email) || fresh(password))).then(|| {
        let last = email.max(password).map(|at| berlin::moment(at, today()));
        let last = last.unwrap_or_default();
        let text = t_string!(texts, changes.staff_fresh_text, at = last).to_string();
        view! {
            <Notice tone=Tone::Urgent title=t_string!(texts, changes.staff_fresh)>
                <p>{text}</p>
            </Notice>
        }
        .into_any()
    })
}

/// Papers, the look at the IBAN, and the release while it waits for one.
pub(super) fn ways(
    texts: Words,
    row: &StaffChange,
    shown: bool,
    release: ServerAction<api::ReleaseChange>,
) -> Option<AnyView> {
    if row.kind != ChangeKind::Bank || !row.state.is_open() {
        return None;
    }
    let paper = |name: &str| format!("/team/aenderungen/{}/{name}", row.id);
    let mandate = row.bank.mandate.is_some().then(|| {
        view! {
            <a class="btn btn-quiet" href=paper("lastschriftmandat.pdf") rel="external" download="">
                {t_string!(texts, changes.mandate)}
            </a>
        }
    });
    let reveal = (!shown).then(|| {
        let label = t_string!(texts, changes.staff_reveal_label, name = row.name.clone());
        view! {
            <a
                class="btn btn-quiet"
                href=format!("/team/aenderungen?iban={}", row.id)
                aria-label=label.to_string()
            >
                {t_string!(texts, changes.staff_reveal)}
            </a>
        }
    });
    Some(
        view! {
            <div class="actions mt-4">
                {(row.state == ChangeState::Requested).then(|| release_form(texts, row, release))}
                {reveal}
                <a class="btn btn-quiet" href=paper("brief.pdf") rel="external" download="">
                    {t_string!(texts, changes.staff_letter_print)}
                </a>
                {mandate}
            </div>
        }
        .into_any(),
    )
}

fn release_form(
    texts: Words,
    row: &StaffChange,
    release: ServerAction<api::ReleaseChange>,
) -> AnyView {
    let me = frame().me.map(|me| me.account);
    if row.bank.first_by.is_some() && row.bank.first_by == me {
        return view! { <p class="hint">{t_string!(texts, changes.staff_released_by_you)}</p> }
            .into_any();
    }
    let label = t_string!(texts, changes.staff_release_label, name = row.name.clone());
    let word = if row.bank.first_by.is_some() {
        t_string!(texts, changes.staff_release_second)
    } else {
        t_string!(texts, changes.staff_release_first)
    };
    let id = row.id.to_string();
    view! {
        <ActionForm action=release attr:aria-label=label.to_string()>
            <input type="hidden" name="id" value=id/>
            <Submit label=word pending=release.pending()/>
        </ActionForm>
    }
    .into_any()
}
