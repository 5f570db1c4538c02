//! One person: contracts, contact details, letters, and a new letter: `/team/personen/{id}`.

use chrono::NaiveDate;
use domain::activation::LetterKind;
use domain::berlin;
use domain::contract::{ContractRow, covers};
use domain::person::Person;
use domain::rollout::{Fate, PersonLetter, PersonPage};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::location::Url;

use super::{blocking, recovery, rollout_api as api};
use crate::AppError;
use crate::access::{follow, marked};
use crate::changes::words::kind as change_kind;
use crate::contracts::kind;
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Notice, Submit, Tone, complaints, icon, loaded, today,
};
use crate::use_i18n;

/// The person of the address.
#[component]
pub fn PersonsOwnPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let sent = marked("brief");
    let send = ServerAction::<api::SendLetter>::new();
    follow(send);
    let recover = ServerAction::<api::SendRecovery>::new();
    follow(recover);
    let ordered = marked("zugang");
    let block = ServerAction::<api::BlockAccess>::new();
    follow(block);
    let blocked = marked("gesperrt");
    let changed = move || send.version().get() + recover.version().get() + block.version().get();
    let page = Resource::new(
        move || (id.get(), changed()),
        |(id, _)| async move { api::person(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    view! {
        <Show when=move || sent.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.sent)>
                <p>{t_string!(i18n, rollout.sent_text)}</p>
            </Notice>
        </Show>
        <Show when=move || ordered.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.sent)>
                <p>{t_string!(i18n, rollout.recovery_sent)}</p>
            </Notice>
        </Show>
        <Show when=move || blocked.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.blocked)>
                <p>{t_string!(i18n, rollout.blocked_text)}</p>
            </Notice>
        </Show>
        {loaded(page, move |sheet| content(i18n, &sheet, send, recover, block))}
    }
    .into_any()
}

fn content(
    words: Words,
    sheet: &Sheet<PersonPage>,
    send: ServerAction<api::SendLetter>,
    recover: ServerAction<api::SendRecovery>,
    block: ServerAction<api::BlockAccess>,
) -> AnyView {
    let page = &sheet.page;
    let id = page.person.id;
    let blocking = page.can_block.then(|| blocking::blocking(words, id, block));
    let next = match page.letter {
        Some(LetterKind::Activation) => sending(words, page, send),
        Some(LetterKind::Recovery) => recovery::sending(words, page.person.id, recover),
        None => nothing(words, page),
    };
    let back = ("/team/personen", t_string!(words, rollout.persons_title));
    let dead = page
        .letters
        .first()
        .is_some_and(|letter| letter.fate == Fate::Exhausted);
    let dead = dead.then(|| {
        view! {
            <Notice tone=Tone::Urgent title=t_string!(words, rollout.exhausted)>
                <p>{t_string!(words, rollout.exhausted_text)}</p>
            </Notice>
        }
    });
    view! {
        <Head title=page.person.name() back=back/>
        {dead}
        {details(words, page)}
        {contracts(words, &page.contracts, sheet.today)}
        {concerns(words, page)}
        {history(words, page)}
        {next}
        {blocking}
    }
    .into_any()
}

fn details(words: Words, page: &PersonPage) -> AnyView {
    let Person {
        street,
        postal_code,
        town,
        email,
        phone,
        reference,
        ..
    } = page.person.clone();
    let unknown = t_string!(words, rollout.unknown);
    let [email, phone] = [email, phone].map(|known| known.unwrap_or_else(|| unknown.to_owned()));
    let account: String = match (page.blocked_since, page.account_since) {
        (Some(at), _) => t_string!(
            words,
            rollout.blocked_since,
            moment = berlin::moment(at, today())
        ),
        (None, Some(at)) => t_string!(
            words,
            rollout.account_since,
            date = berlin::date(berlin::day(at), today())
        ),
        (None, None) => t_string!(words, rollout.no_account).to_owned(),
    };
    view! {
        <section class="section" aria-labelledby="angaben">
            <div class="section-head"><h2 id="angaben">{t_string!(words, rollout.details)}</h2></div>
            <Facts>
                <Fact term=t_string!(words, rollout.address)>{format!("{street}, {postal_code} {town}")}</Fact>
                <Fact term=t_string!(words, rollout.email)>{email}</Fact>
                <Fact term=t_string!(words, rollout.phone)>{phone}</Fact>
                <Fact term=t_string!(words, rollout.reference)>{reference}</Fact>
                <Fact term=t_string!(words, rollout.account)>{account}</Fact>
            </Facts>
        </section>
    }
    .into_any()
}

fn contracts(words: Words, rows: &[ContractRow], today: NaiveDate) -> AnyView {
    let lines: Vec<AnyView> = rows.iter().map(|row| contract(words, row, today)).collect();
    let list = if lines.is_empty() {
        view! { <p>{t_string!(words, rollout.no_contracts)}</p> }.into_any()
    } else {
        view! { <ul class="list" role="list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="vertraege">
            <div class="section-head"><h2 id="vertraege">{t_string!(words, rollout.contracts)}</h2></div>
            {list}
        </section>
    }
    .into_any()
}

fn contract(words: Words, row: &ContractRow, today: NaiveDate) -> AnyView {
    let running = covers(row.starts_on, row.ends_on, today);
    let sub = format!(
        "{} · {} · {}",
        kind(words, row.kind),
        row.reference,
        t_string!(
            words,
            contracts.since,
            date = berlin::short_date(row.starts_on)
        )
    );
    let ended = row.ends_on.filter(|_| !running).map(|end| {
        let text: String = t_string!(words, contracts.ended_on, date = berlin::short_date(end));
        view! { <span class="state-chip" data-tone="done">{icon("check")}{text}</span> }
    });
    view! {
        <li>
            <div class="list-row">
                {icon("documents")}
                <span class="list-main">
                    <strong>{format!("{}, {}", row.street, row.unit_label)}</strong>
                    <span class="list-sub">{sub}</span>
                </span>
                <span class="list-end">{ended}</span>
            </div>
        </li>
    }
    .into_any()
}

/// The ways to the person's tickets, and to the changes that are under way.
fn concerns(words: Words, page: &PersonPage) -> AnyView {
    let all = t_string!(words, rollout.all_tickets);
    let tickets = format!("/team?suche={}", Url::escape(&page.person.reference));
    let kinds: Vec<&str> = page
        .changes
        .iter()
        .map(|kind| change_kind(words, *kind))
        .collect();
    let changes = (!kinds.is_empty()).then(|| {
        let (open, kinds) = (t_string!(words, rollout.open_changes), kinds.join(", "));
        view! {
            <li><a class="link-row" href="/team/aenderungen">{icon("edit")}<span>{open}<small>{kinds}</small></span></a></li>
        }
    });
    view! {
        <section class="section" aria-labelledby="vorgaenge">
            <div class="section-head"><h2 id="vorgaenge">{t_string!(words, rollout.tickets)}</h2></div>
            <ul class="link-rows">
                <li><a class="link-row" href=tickets>{icon("ticket")}<span>{all}</span></a></li>
                {changes}
            </ul>
        </section>
    }
    .into_any()
}

fn history(words: Words, page: &PersonPage) -> AnyView {
    let person = page.person.id;
    let withheld = page.letters.iter().any(|letter| letter.withheld);
    let lines: Vec<AnyView> = page
        .letters
        .iter()
        .map(|letter| {
            let paper = letter.batch.map(|batch| {
                let href = format!("/team/freischaltung/{batch}/briefe/{person}");
                let label = format!("{} {}", t_string!(words, rollout.letter_pdf), letter.access_number);
                view! { <a class="icon-btn" href=href rel="external" download="" aria-label=label>{icon("download")}</a> }.into_any()
            });
            line(words, letter, paper)
        })
        .collect();
    let list = if lines.is_empty() {
        view! { <p>{t_string!(words, rollout.no_letters)}</p> }.into_any()
    } else {
        view! { <ul class="list" role="list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="briefe">
            <div class="section-head"><h2 id="briefe">{t_string!(words, rollout.history)}</h2></div>
            {list}
            {withheld.then(|| view! { <p class="hint">{t_string!(words, rollout.withheld)}</p> })}
        </section>
    }
    .into_any()
}

fn line(words: Words, letter: &PersonLetter, paper: Option<AnyView>) -> AnyView {
    let number: String = t_string!(
        words,
        rollout.letter_number,
        number = letter.access_number.clone()
    );
    let mut story: Vec<String> = Vec::new();
    if letter.kind == LetterKind::Recovery {
        story.push(t_string!(words, rollout.kind_recovery).to_owned());
    }
    story.push(t_string!(
        words,
        rollout.letter_made,
        moment = berlin::moment(letter.created_at, today())
    ));
    if let Some(day) = letter.posted_on {
        story.push(t_string!(
            words,
            rollout.letter_posted,
            date = berlin::short_date(day)
        ));
    }
    if letter.fate == Fate::Live {
        let day = berlin::short_date(letter.valid_until);
        story.push(t_string!(words, rollout.letter_valid, date = day));
    }
    if letter.tries > 0 {
        story.push(t_string!(words, rollout.letter_tries, count = letter.tries));
    }
    view! {
        <li>
            <div class="list-row">
                {icon("letter")}
                <span class="list-main">
                    <strong>{number}</strong>
                    <span class="list-sub">{story.join(" · ")}</span>
                </span>
                <span class="list-end">{fate(words, letter)}{paper}</span>
            </div>
        </li>
    }
    .into_any()
}

/// What became of the code, and when where that is known.
fn fate(words: Words, letter: &PersonLetter) -> AnyView {
    let (tone, word) = match letter.fate {
        Fate::Live => ("info", t_string!(words, rollout.fate_live)),
        Fate::Used => ("ok", t_string!(words, rollout.fate_used)),
        Fate::Replaced => ("done", t_string!(words, rollout.fate_replaced)),
        Fate::Exhausted => ("urgent", t_string!(words, rollout.fate_exhausted)),
        Fate::Expired => ("done", t_string!(words, rollout.fate_expired)),
    };
    let text = letter.fate_at.map_or_else(
        || word.to_owned(),
        |at| format!("{word} {}", berlin::short_date(berlin::day(at))),
    );
    view! { <span class="state-chip" data-tone=tone>{text}</span> }.into_any()
}

/// Why no letter can be sent.
fn nothing(words: Words, page: &PersonPage) -> AnyView {
    let why = if page.under_way {
        t_string!(words, rollout.making)
    } else {
        t_string!(words, rollout.cannot_send)
    };
    view! { <p class="hint">{why}</p> }.into_any()
}

/// The button asks once more: a new letter kills the old code.
fn sending(words: Words, page: &PersonPage, send: ServerAction<api::SendLetter>) -> AnyView {
    let errors = complaints(send, |_| "");
    let id = page.person.id.to_string();
    view! {
        <ErrorSummary errors/>
        <details class="fold">
            <summary>{t_string!(words, rollout.send)}</summary>
            <ActionForm action=send attr:class="form">
                <h2>{t_string!(words, rollout.send_title)}</h2>
                <p>{t_string!(words, rollout.send_text)}</p>
                <input type="hidden" name="id" value=id/>
                <div class="actions">
                    <Submit label=t_string!(words, rollout.send_yes) pending=send.pending() kind="btn-danger" sign="letter"/>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}
