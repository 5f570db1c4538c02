//! Which houses are enabled from when, and the letters that followed: `/team/freischaltung`.

use chrono::NaiveDate;
use domain::rollout::{BatchRow, PropertyRow, RolloutPage};
use domain::{PropertyId, Refusal, berlin};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::batch::{chip, kind};
use super::rollout_api as api;
use crate::AppError;
use crate::access::{follow, marked};
use crate::i18n::*;
use crate::posted::{FieldError, posted};
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Moment, Notice, Submit, Tone, complaints, icon, icon_large,
    loaded_below,
};
use crate::use_i18n;

/// What staff do on this page.
#[derive(Clone, Copy)]
struct Doing {
    now: ServerAction<api::Enable>,
    later: ServerAction<api::EnableOn>,
    never: ServerAction<api::EnableNever>,
    /// The house whose day was sent last, and what was typed.
    sent: RwSignal<Option<(PropertyId, String)>>,
}

impl Doing {
    fn new() -> Self {
        let before = posted();
        let house = before.value("property").parse().ok();
        let doing = Self {
            now: ServerAction::new(),
            later: ServerAction::new(),
            never: ServerAction::new(),
            sent: RwSignal::new(house.map(|house| (house, before.value("day")))),
        };
        follow(doing.now);
        follow(doing.later);
        follow(doing.never);
        Effect::new(move |_| {
            if let Some(input) = doing.later.input().get() {
                doing.sent.set(Some((input.property, input.day)));
            }
        });
        doing
    }

    /// What is wrong with the day of a house.
    fn wrong_day(self, house: PropertyId) -> Option<String> {
        let sent = self.sent.with(|sent| sent.as_ref().map(|(sent, _)| *sent));
        let wrong = self.later.value().with(|value| match value {
            Some(Err(AppError::Refused(refusal))) => Some(refusal.to_string()),
            _ => None,
        });
        wrong.filter(|_| sent == Some(house))
    }

    /// All that was wrong; a day names its house and leads to its field.
    fn wrong(self, houses: Vec<(PropertyId, String)>) -> Signal<Vec<FieldError>> {
        let whole = |_: &Refusal| "";
        let days = complaints(self.later, whole);
        let others = [complaints(self.now, whole), complaints(self.never, whole)];
        let i18n = use_i18n();
        Signal::derive(move || {
            let house = houses
                .iter()
                .find_map(|(id, name)| Some((id, name, self.wrong_day(*id)?)));
            let day = match house {
                Some((id, name, text)) => {
                    let text = t_string!(i18n, rollout.day_of, name = name.clone(), text = text);
                    vec![FieldError::new(format!("tag-{id}"), text)]
                }
                None => days.get(),
            };
            let others = others.iter().flat_map(|wrong| wrong.get());
            day.into_iter().chain(others).collect()
        })
    }
}

/// Houses and batches.
#[component]
pub fn RolloutsPage() -> impl IntoView {
    let i18n = use_i18n();
    let doing = Doing::new();
    let (planned, enabled, taken) = (marked("geplant"), marked("frei"), marked("zurueck"));
    let page = Resource::new(
        move || (planned.get(), enabled.get(), doing.never.version().get()),
        |_| api::rollouts(),
    );
    view! {
        <Head title=t_string!(i18n, rollout.title) lead=t_string!(i18n, rollout.lead)/>
        <Show when=move || taken.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.taken_back)>
                <p>{t_string!(i18n, rollout.taken_back_text)}</p>
            </Notice>
        </Show>
        <Show when=move || planned.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.planned_done)>
                <p>{t_string!(i18n, rollout.planned_text)}</p>
            </Notice>
        </Show>
        <Show when=move || enabled.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.enabled_done)>
                <p>{t_string!(i18n, rollout.enabled_text)}</p>
            </Notice>
        </Show>
        {loaded_below(page, move |sheet| content(i18n, &sheet, doing))}
    }
    .into_any()
}

fn content(words: Words, sheet: &Sheet<RolloutPage>, doing: Doing) -> AnyView {
    let houses = sheet.page.properties.iter();
    let houses: Vec<AnyView> = houses
        .map(|row| house(words, row, sheet.today, doing))
        .collect();
    let houses = if houses.is_empty() {
        nothing("building", t_string!(words, rollout.no_houses))
    } else {
        houses.into_any()
    };
    let named = |row: &PropertyRow| (row.id, row.name.clone());
    let errors = doing.wrong(sheet.page.properties.iter().map(named).collect());
    view! {
        <ErrorSummary errors/>
        <section class="section" aria-labelledby="haeuser">
            <div class="section-head"><h2 id="haeuser">{t_string!(words, rollout.houses)}</h2></div>
            {houses}
        </section>
        <section class="section" aria-labelledby="briefe">
            <div class="section-head"><h2 id="briefe">{t_string!(words, rollout.batches)}</h2></div>
            {batches(words, &sheet.page.batches)}
        </section>
    }
    .into_any()
}

fn nothing(sign: &'static str, text: &'static str) -> AnyView {
    view! { <div class="empty">{icon_large(sign)}<p>{text}</p></div> }.into_any()
}

fn house(words: Words, row: &PropertyRow, today: NaiveDate, doing: Doing) -> AnyView {
    let (tone, state) = match row.enabled_on {
        None => ("done", t_string!(words, rollout.not_enabled).to_owned()),
        Some(day) if day > today => (
            "info",
            t_string!(words, rollout.enabled_from, date = berlin::short_date(day)),
        ),
        Some(_) => ("ok", t_string!(words, rollout.enabled).to_owned()),
    };
    let short = t_string!(
        words,
        rollout.persons_short,
        registered = row.registered,
        persons = row.persons
    );
    let id = row.id;
    view! {
        <details class="fold" open=move || doing.wrong_day(id).is_some()>
            <summary>
                <span class="list-main">
                    <strong>{row.name.clone()}</strong>
                    <span class="list-sub">{format!("{}, {} · {short}", row.street, row.town)}</span>
                </span>
                <span class="state-chip" data-tone=tone>{state}</span>
            </summary>
            <div>
                {counts(words, row)}
                {forms(words, row, today, doing)}
            </div>
        </details>
    }
    .into_any()
}

fn counts(words: Words, row: &PropertyRow) -> AnyView {
    let (persons, registered) = (row.persons, row.registered);
    let (under_way, waiting) = (row.under_way, row.waiting());
    view! {
        <Facts>
            <Fact term=t_string!(words, rollout.persons) number=true>{persons}</Fact>
            <Fact term=t_string!(words, rollout.registered) number=true>{registered}</Fact>
            <Fact term=t_string!(words, rollout.under_way) number=true>{under_way}</Fact>
            <Fact term=t_string!(words, rollout.waiting) number=true>{waiting}</Fact>
        </Facts>
    }
    .into_any()
}

/// What can be done with a house: enable it now or on a day, or have letters made for those who still need one.
fn forms(words: Words, row: &PropertyRow, today: NaiveDate, doing: Doing) -> AnyView {
    let id = row.id.to_string();
    let enabled = row.enabled_on.is_some_and(|day| day <= today);
    if enabled && row.waiting() == 0 {
        return view! { <p class="hint">{t_string!(words, rollout.make_nobody)}</p> }.into_any();
    }
    if enabled {
        return view! {
            <ActionForm action=doing.now attr:class="form">
                <input type="hidden" name="property" value=id/>
                <p class="hint">{t_string!(words, rollout.make_hint)}</p>
                <div class="actions">
                    <Submit label=t_string!(words, rollout.make_letters) pending=doing.now.pending() kind="btn-secondary" sign="letter"/>
                </div>
            </ActionForm>
        }
        .into_any();
    }
    let house = row.id;
    let planned = row.enabled_on.map(|day| day.to_string());
    let typed = doing
        .sent
        .get_untracked()
        .filter(|(sent, _)| *sent == house);
    let day = typed.map(|(_, day)| day).or_else(|| planned.clone());
    let change = if planned.is_some() {
        t_string!(words, rollout.enable_change)
    } else {
        t_string!(words, rollout.enable_on)
    };
    let [first, second, third] = std::array::from_fn(|_| id.clone());
    let never = planned.is_some().then(|| {
        view! {
            <ActionForm action=doing.never>
                <input type="hidden" name="property" value=first/>
                <Submit label=t_string!(words, rollout.enable_never) pending=doing.never.pending() kind="btn-quiet"/>
            </ActionForm>
        }
    });
    let field = format!("tag-{id}");
    let (label, least) = (field.clone(), today.to_string());
    let described = format!("{field}-fehler");
    let wrong = described.clone();
    view! {
        <ActionForm action=doing.now attr:class="form mb-6">
            <input type="hidden" name="property" value=second/>
            <div class="actions">
                <Submit label=t_string!(words, rollout.enable_now) pending=doing.now.pending() sign="letter"/>
            </div>
        </ActionForm>
        <ActionForm action=doing.later attr:class="form" attr:novalidate="">
            <input type="hidden" name="property" value=third/>
            <div class="field">
                <label for=label>{t_string!(words, rollout.enable_day)}</label>
                {move || doing.wrong_day(house).map(|text| view! { <p class="error" id=wrong.clone()>{text}</p> })}
                <input
                    id=field
                    name="day"
                    type="date"
                    min=least
                    value=day
                    data-size="phone"
                    aria-describedby=described
                    aria-invalid=move || doing.wrong_day(house).map(|_| "true")
                />
            </div>
            <div class="actions">
                <Submit label=change pending=doing.later.pending() kind="btn-secondary" sign="calendar"/>
            </div>
        </ActionForm>
        {never}
    }
    .into_any()
}

fn batches(words: Words, rows: &[BatchRow]) -> AnyView {
    if rows.is_empty() {
        return nothing("letter", t_string!(words, rollout.no_batches));
    }
    let lines = rows.iter().map(|row| line(words, row)).collect_view();
    view! { <ul class="list" role="list">{lines}</ul> }.into_any()
}

fn line(words: Words, row: &BatchRow) -> impl IntoView + use<> {
    let count: String = if row.begun_at.is_none() {
        let day = berlin::short_date(row.due_on);
        t_string!(words, rollout.planned_for, date = day)
    } else {
        t_string!(
            words,
            rollout.count_short,
            rendered = row.rendered,
            letters = row.letters
        )
    };
    let sub = format!("{} · {count}", kind(words, row.kind));
    view! {
        <li>
            <a class="list-row" href=format!("/team/freischaltung/{}", row.id)>
                {icon("letter")}
                <span class="list-main">
                    <strong>{row.name.clone()}</strong>
                    <span class="list-sub">{sub}</span>
                    <span class="list-sub"><Moment at=row.created_at/></span>
                </span>
                <span class="list-end">{chip(words, row)}</span>
            </a>
        </li>
    }
}
