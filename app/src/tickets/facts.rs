//! The plain facts of a ticket, in the second column.

use chrono::NaiveDate;
use domain::ticket::TicketPage;
use leptos::prelude::*;

use super::when;
use super::words::{self, Words};
use crate::i18n::*;
use crate::ui::{Fact, Facts};

/// The list of facts; `first` are rows that only some readers see.
pub fn facts(words: Words, page: &TicketPage, today: NaiveDate, first: AnyView) -> AnyView {
    let row = &page.row;
    let place = page.place.map(|place| {
        let word = words::place(words, place).0;
        view! { <Fact term=t_string!(words, tickets.fact_place)>{word}</Fact> }
    });
    let access = Some(page.access.clone())
        .filter(|text| !text.is_empty())
        .map(|text| {
            view! {
                <Fact term=t_string!(words, tickets.fact_access)>
                    <span class="whitespace-pre-line">{text}</span>
                </Fact>
            }
        });
    let closed = page.closed_at.map(|at| {
        view! {
            <Fact term=t_string!(words, tickets.fact_closed)>{when::time(at, when::day(at, today))}</Fact>
        }
    });
    let reopened = (page.reopened > 0).then(|| {
        let times =
            t_string!(words, tickets.fact_reopened_times, count = page.reopened).to_string();
        view! { <Fact term=t_string!(words, tickets.fact_reopened)>{times}</Fact> }
    });
    let topic = words::topic(words, row.topic);
    let reported = when::time(row.created_at, when::moment(row.created_at, today));
    let (number, contract) = (row.number.clone(), page.contract.clone());
    let (address, reporter) = (row.place_line.clone(), row.reporter.clone());
    view! {
        <Facts>
            {first}
            <Fact term=t_string!(words, tickets.fact_number)><span class="num">{number}</span></Fact>
            <Fact term=t_string!(words, tickets.fact_topic)>{topic}</Fact>
            {place}
            <Fact term=t_string!(words, tickets.fact_address)>{address}</Fact>
            <Fact term=t_string!(words, tickets.fact_reporter)>{reporter}</Fact>
            <Fact term=t_string!(words, tickets.fact_created)>{reported}</Fact>
            <Fact term=t_string!(words, tickets.fact_contract)><span class="num">{contract}</span></Fact>
            {access}
            {reopened}
            {closed}
        </Facts>
    }
    .into_any()
}
