//! The archive: the form that asks for it, how far it is, and the file.

use std::time::Duration;

use domain::berlin;
use domain::privacy::{Archive, ArchiveStage};
use leptos::prelude::*;

use super::{api, size};
use crate::AppError;
use crate::i18n::*;
use crate::posted::FieldError;
use crate::tickets::words::Words;
use crate::ui::{Notice, PasswordField, Progress, Submit, Tone, icon, say, today};

/// How often the page asks how far the work is.
const PAUSE: Duration = Duration::from_secs(1);

/// Asks again each second while the archive is under way and somebody looks at the page.
pub(super) fn keep_asking(words: Words, last: Resource<Result<Option<Archive>, AppError>>) {
    let hidden = RwSignal::new(0_u32);
    Effect::new(move |before: Option<bool>| {
        hidden.track();
        let under_way = last.with(|last| {
            matches!(last, Some(Ok(Some(archive))) if archive.stage == ArchiveStage::UnderWay)
        });
        let ask = move || {
            if document().hidden() {
                hidden.update(|times| *times = times.wrapping_add(1));
            } else {
                last.refetch();
            }
        };
        if under_way {
            if let Ok(later) = set_timeout_with_handle(ask, PAUSE) {
                on_cleanup(move || later.clear());
            }
        } else if before == Some(true) {
            say(t_string!(words, privacy.ready));
        }
        under_way
    });
}

/// What there is of it, and what can be done.
pub(super) fn content(
    words: Words,
    last: Option<&Archive>,
    collect: ServerAction<api::Collect>,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    match last {
        Some(archive) if archive.stage == ArchiveStage::UnderWay => under_way(words, archive),
        Some(archive) if archive.stage == ArchiveStage::Ready => view! {
            {ready(words, archive)}
            {if archive.again {
                view! {
                    <details class="fold" open=move || errors.with(|errors| !errors.is_empty())>
                        <summary>{t_string!(words, privacy.again)}</summary>
                        {form(words, collect, errors)}
                    </details>
                }
                    .into_any()
            } else {
                let moment = berlin::moment(archive.next_at, today());
                let later = t_string!(words, privacy.again_later, moment = moment).to_string();
                view! { <p class="hint">{later}</p> }.into_any()
            }}
        }
        .into_any(),
        _ => form(words, collect, errors),
    }
}

fn form(
    words: Words,
    collect: ServerAction<api::Collect>,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    view! {
        <ActionForm action=collect attr:class="form" attr:novalidate="">
            <PasswordField
                name="password"
                label=t_string!(words, privacy.password)
                hint=t_string!(words, privacy.password_hint)
                errors
                autocomplete="current-password"
            />
            <div class="actions">
                <Submit label=t_string!(words, privacy.collect) pending=collect.pending() sign="documents"/>
            </div>
        </ActionForm>
    }
    .into_any()
}

/// Without scripts the link asks again.
fn under_way(words: Words, archive: &Archive) -> AnyView {
    let percent = archive.percent;
    let text = t_string!(words, privacy.under_way, percent = percent).to_string();
    view! {
        <Progress id="stand" text=text percent/>
        <p class="mb-4">{t_string!(words, privacy.under_way_text)}</p>
        <div class="actions">
            <a class="btn btn-secondary" href="/einstellungen/daten">{t_string!(words, privacy.refresh)}</a>
        </div>
    }
    .into_any()
}

fn ready(words: Words, archive: &Archive) -> AnyView {
    let href = format!("/einstellungen/daten/{}/meine-daten.zip", archive.id);
    let until = archive.expires_at.map(|at| berlin::moment(at, today()));
    let until = until.unwrap_or_default();
    let moment = berlin::moment(archive.asked_at, today());
    let fetch = t_string!(words, privacy.fetch, size = size(archive.bytes)).to_string();
    view! {
        <Notice tone=Tone::Ok title=t_string!(words, privacy.ready)>
            <p>{t_string!(words, privacy.ready_text, until = until).to_string()}</p>
        </Notice>
        <div class="actions mb-4">
            <a class="btn btn-primary" href=href rel="external">{icon("download")}{fetch}</a>
        </div>
        <p class="hint mb-4">{t_string!(words, privacy.as_of, moment = moment).to_string()}</p>
    }
    .into_any()
}
