//! Questions and answers, in groups.

use std::borrow::Cow;

use chrono::NaiveDate;
use domain::berlin;

use crate::ui::frame;
use crate::use_i18n;

use crate::i18n::*;

/// One question; the way is where the answer leads, with its word.
pub(super) struct Answer {
    pub(super) question: &'static str,
    pub(super) text: Cow<'static, str>,
    /// Further paragraphs.
    pub(super) more: Vec<&'static str>,
    pub(super) way: Option<(&'static str, &'static str)>,
}

/// A heading, its id, and its questions.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) answers: Vec<Answer>,
}

/// Question, answer and perhaps the way from there.
macro_rules! answer {
    ($i18n:ident, $question:ident, $text:ident) => {
        Answer {
            question: t_string!($i18n, help.$question),
            text: t_string!($i18n, help.$text).into(),
            more: Vec::new(),
            way: None,
        }
    };
    ($i18n:ident, $question:ident, $text:ident, $href:literal, $word:ident) => {
        Answer {
            way: Some(($href, t_string!($i18n, help.$word))),
            ..answer!($i18n, $question, $text)
        }
    };
}

/// All groups in the order of the page.
pub(super) fn groups() -> Vec<Group> {
    vec![portal(), app(), access(), data(), contact()]
}

fn portal() -> Group {
    let i18n = use_i18n();
    Group {
        id: "portal",
        title: t_string!(i18n, help.g_portal),
        answers: vec![
            answer!(i18n, q_what, a_what),
            answer!(i18n, q_who, a_who),
            answer!(i18n, q_cost, a_cost),
            answer!(i18n, q_household, a_household),
            answer!(i18n, q_post, a_post),
        ],
    }
}

fn app() -> Group {
    let i18n = use_i18n();
    Group {
        id: "app",
        title: t_string!(i18n, help.g_app),
        answers: vec![
            answer!(i18n, q_browser, a_browser),
            Answer {
                more: vec![
                    t_string!(i18n, help.app_iphone),
                    t_string!(i18n, help.app_android),
                    t_string!(i18n, help.app_computer),
                ],
                ..answer!(i18n, q_app, a_app)
            },
            answer!(i18n, q_difference, a_difference),
        ],
    }
}

fn access() -> Group {
    let i18n = use_i18n();
    Group {
        id: "anmelden",
        title: t_string!(i18n, help.g_access),
        answers: vec![
            answer!(i18n, q_register, a_register, "/registrieren", go_register),
            answer!(i18n, q_where, a_where),
            answer!(
                i18n,
                q_not_yet,
                a_not_yet,
                "/noch-nicht-freigeschaltet",
                go_not_yet
            ),
            answer!(i18n, q_lost, a_lost, "/brief-verloren", go_lost),
            answer!(i18n, q_stuck, a_stuck, "/passwort-vergessen", go_forgot),
            answer!(i18n, q_forgot, a_forgot, "/passwort-vergessen", go_forgot),
            answer!(
                i18n,
                q_password,
                a_password,
                "/einstellungen/zugang",
                go_settings
            ),
        ],
    }
}

fn data() -> Group {
    let i18n = use_i18n();
    Group {
        id: "daten",
        title: t_string!(i18n, help.g_data),
        answers: vec![
            answer!(
                i18n,
                q_email,
                a_email,
                "/einstellungen/kontaktdaten",
                go_contact
            ),
            answer!(
                i18n,
                q_contact,
                a_contact,
                "/einstellungen/kontaktdaten",
                go_contact
            ),
            Answer {
                text: lease(frame().portal.leases_signed_after),
                ..answer!(
                    i18n,
                    q_lease,
                    a_lease,
                    "/anliegen?thema=unterlagen",
                    go_concern
                )
            },
        ],
    }
}

/// Why a lease may be missing, with the operator's day where there is one.
fn lease(signed_after: Option<NaiveDate>) -> Cow<'static, str> {
    let i18n = use_i18n();
    match signed_after.map(berlin::letter_date) {
        Some(date) => t_string!(i18n, help.a_lease_after, date = date)
            .to_string()
            .into(),
        None => t_string!(i18n, help.a_lease).into(),
    }
}

fn contact() -> Group {
    let i18n = use_i18n();
    Group {
        id: "melden",
        title: t_string!(i18n, help.g_contact),
        answers: vec![
            answer!(i18n, q_damage, a_damage, "/melden", go_report),
            answer!(i18n, q_status, a_status, "/vorgaenge", go_tickets),
            answer!(i18n, q_small, a_small),
            answer!(i18n, q_concern, a_concern, "/anliegen", go_concern),
            answer!(i18n, q_notify, a_notify),
        ],
    }
}
