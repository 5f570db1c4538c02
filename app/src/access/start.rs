//! The start page: one question, four doors.

use leptos::prelude::*;

use super::follow::marked;
use super::urgent::Urgent;
use crate::ui::{Head, Notice, Tone, icon};
use crate::use_i18n;

use crate::i18n::*;

/// For everybody who is not signed in.
#[component]
pub(super) fn Start() -> impl IntoView {
    let i18n = use_i18n();
    let gone = marked("abgemeldet");
    view! {
        <Show when=move || gone.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.signed_out)>
                <p>{t_string!(i18n, access.signed_out_text)}</p>
            </Notice>
        </Show>
        <Head title=t_string!(i18n, access.start_title) lead=t_string!(i18n, access.start_lead)/>
        <ul class="doors">
            {door(
                "/registrieren",
                "letter",
                t_string!(i18n, access.door_letter),
                t_string!(i18n, access.door_letter_sub),
            )}
            {door("/anmelden", "key", t_string!(i18n, access.door_account), t_string!(i18n, access.door_account_sub))}
            {door(
                "/brief-verloren",
                "letter-box",
                t_string!(i18n, access.door_lost),
                t_string!(i18n, access.door_lost_sub),
            )}
            {door(
                "/noch-nicht-freigeschaltet",
                "building",
                t_string!(i18n, access.not_yet),
                t_string!(i18n, access.not_yet_sub),
            )}
        </ul>
        <Urgent/>
    }
    .into_any()
}

fn door(
    href: &'static str,
    sign: &'static str,
    title: &'static str,
    text: &'static str,
) -> AnyView {
    view! {
        <li>
            <a class="bell" href=href>
                <span class="bell-plate">
                    {icon(sign)}
                    <strong>{title}</strong>
                    <span>{text}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}
