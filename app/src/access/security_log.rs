//! "Sicherheitsprotokoll": `/einstellungen/zugang/protokoll?seite=2`, and the words of its file.

use domain::security_log::{By, Happening, LogPage, LogRow};
use domain::{berlin, sheet};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Head, Moment, icon, icon_large, loaded_below, page_number, pager};
use crate::use_i18n;

/// The list, the newest first.
#[component]
pub fn SecurityLog() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(page_number));
    let log = Resource::new(move || wanted.get(), api::security_log);
    view! {
        <Head
            title=t_string!(i18n, access.log_title)
            lead=t_string!(i18n, access.log_lead)
            back=("/einstellungen/zugang", t_string!(i18n, access.my_access))
        />
        {loaded_below(log, move |page| content(i18n, &page))}
    }
    .into_any()
}

fn content(words: Words, page: &LogPage) -> AnyView {
    if page.rows.is_empty() {
        return view! {
            <div class="empty">{icon_large("shield")}<p>{t_string!(words, access.log_none)}</p></div>
        }
        .into_any();
    }
    let count = t_string!(words, access.log_count, count = page.count).to_string();
    let ways = (t_string!(words, frame.newer), t_string!(words, frame.older));
    let link = |page| format!("/einstellungen/zugang/protokoll?seite={page}");
    let pager = pager(words, (page.page, page.pages), ways, link);
    view! {
        <p class="mb-4">{count}</p>
        <ul class="list" role="list">{page.rows.iter().map(|row| line(words, row)).collect_view()}</ul>
        {pager}
        <div class="actions">
            <a class="btn btn-secondary" href="/einstellungen/zugang/protokoll.csv" rel="external" download="">
                {icon("download")}{t_string!(words, access.log_file)}
            </a>
        </div>
    }
    .into_any()
}

fn line(words: Words, row: &LogRow) -> AnyView {
    let sign = if row.what.is_warning() {
        "warning"
    } else {
        "check"
    };
    let (device, network) = (row.device.clone(), row.network.clone());
    let device = (!device.is_empty()).then(|| format!(" · {device}"));
    let network = (!network.is_empty()).then(|| {
        format!(
            " · {}",
            t_string!(words, access.log_network, network = network)
        )
    });
    let locale = words.get_locale_untracked();
    let by = hand(locale, row.by).map(|by| format!(" · {by}"));
    view! {
        <li>
            <div class="list-row">
                {icon(sign)}
                <span class="list-main">
                    <strong>{said(locale, row.what)}</strong>
                    <span class="list-sub"><Moment at=row.at/>{device}{network}{by}</span>
                </span>
            </div>
        </li>
    }
    .into_any()
}

/// The lines as a table to keep.
pub fn log_file(rows: &[LogRow]) -> String {
    let locale = Locale::default();
    let head = [
        td_string!(locale, access.log_time),
        td_string!(locale, access.log_what),
        td_string!(locale, access.log_device),
        td_string!(locale, access.log_place),
        td_string!(locale, access.log_by),
    ];
    let lines = rows.iter().map(|row| {
        vec![
            berlin::short_moment(row.at),
            said(locale, row.what).to_owned(),
            row.device.clone(),
            row.network.clone(),
            hand(locale, row.by).unwrap_or_default().to_owned(),
        ]
    });
    sheet::table(&head, lines)
}

fn hand(locale: Locale, by: By) -> Option<&'static str> {
    match by {
        By::Somebody => None,
        By::Office => Some(td_string!(locale, access.by_office)),
        By::Portal => Some(td_string!(locale, access.by_portal)),
    }
}

fn said(locale: Locale, what: Happening) -> &'static str {
    match what {
        Happening::LetterRedeemed => td_string!(locale, access.log_letter_redeemed),
        Happening::LetterRefused => td_string!(locale, access.log_letter_refused),
        Happening::AccountCreated => td_string!(locale, access.log_account_created),
        Happening::AccountRecovered => td_string!(locale, access.log_account_recovered),
        Happening::RecoveryOrdered => td_string!(locale, access.log_recovery_ordered),
        Happening::LetterMade => td_string!(locale, access.log_letter_made),
        Happening::SignedIn => td_string!(locale, access.log_signed_in),
        Happening::PasswordWrong => td_string!(locale, access.log_password_wrong),
        Happening::Locked => td_string!(locale, access.log_locked),
        Happening::SignedOut => td_string!(locale, access.log_signed_out),
        Happening::DeviceEnded => td_string!(locale, access.log_device_ended),
        Happening::ResetRequested => td_string!(locale, access.log_reset_requested),
        Happening::PasswordReset => td_string!(locale, access.log_password_reset),
        Happening::PasswordChanged => td_string!(locale, access.log_password_changed),
        Happening::FactorBegun => td_string!(locale, access.log_factor_begun),
        Happening::FactorOn => td_string!(locale, access.log_factor_on),
        Happening::FactorOff => td_string!(locale, access.log_factor_off),
        Happening::FactorFailed => td_string!(locale, access.log_factor_failed),
        Happening::RecoveryCodeUsed => td_string!(locale, access.log_recovery_code_used),
        Happening::RecoveryCodesBegun => td_string!(locale, access.log_recovery_codes_begun),
        Happening::RecoveryCodesRenewed => td_string!(locale, access.log_recovery_codes_renewed),
        Happening::PasskeyAdded => td_string!(locale, access.log_passkey_added),
        Happening::PasskeyRenamed => td_string!(locale, access.log_passkey_renamed),
        Happening::PasskeyRemoved => td_string!(locale, access.log_passkey_removed),
        Happening::PasskeyRefused => td_string!(locale, access.log_passkey_refused),
        Happening::ChangeAsked => td_string!(locale, access.log_change_asked),
        Happening::ChangeMoved => td_string!(locale, access.log_change_moved),
        Happening::EmailChanged => td_string!(locale, access.log_email_changed),
        Happening::PhoneChanged => td_string!(locale, access.log_phone_changed),
        Happening::DataAsked => td_string!(locale, access.log_data_asked),
        Happening::DataFetched => td_string!(locale, access.log_data_fetched),
        Happening::LogFetched => td_string!(locale, access.log_log_fetched),
        Happening::AccessEnded => td_string!(locale, access.log_access_ended),
        Happening::AccessBlocked => td_string!(locale, access.log_access_blocked),
    }
}
