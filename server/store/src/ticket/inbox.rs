//! The staff inbox.

use chrono::NaiveDate;
use domain::ticket::InboxView;
use domain::ticket::inbox::InboxCount;
use domain::{AccountId, State};
use sqlx::QueryBuilder;

use super::list::{ListRow, list_columns};
use crate::{Result, Tx, search::patterns};

/// Adds the condition of a view.
macro_rules! view {
    ($query:expr, $view:expr, $me:expr, $today:expr) => {{
        $query
            .push("t.state IN ")
            .push(states(|state| $view.holds(state)));
        match $view {
            InboxView::Mine => {
                $query.push(" AND t.assignee_id = ").push_bind($me);
            }
            InboxView::Overdue => {
                $query.push(" AND t.answer_by < ").push_bind($today);
            }
            _ => {}
        }
    }};
}

/// The words of some states. They are spelled out, for an index of a part of the table serves only queries that name
/// the part in the index's own words.
fn states(fits: impl Fn(State) -> bool) -> String {
    let words: Vec<String> = State::ALL
        .iter()
        .filter(|state| fits(**state))
        .map(|state| format!("'{state}'"))
        .collect();
    format!("({})", words.join(", "))
}

/// A page of a view: urgent first, then by the promise; done ones by their last change.
///
/// # Errors
/// The engine refused.
pub async fn page(
    tx: &mut Tx,
    which: InboxView,
    me: AccountId,
    today: NaiveDate,
    offset: i64,
    limit: i64,
) -> Result<Vec<ListRow>> {
    let done = which == InboxView::Done;
    let order = if done {
        " ORDER BY t.updated_at DESC, t.id DESC"
    } else {
        " ORDER BY t.urgent DESC, t.answer_by, t.id"
    };
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(list_columns!("news_for_staff_at"));
        // The page is found in the index that has its order; only what stands on it is read and joined.
        query
            .push_bind(me)
            .push(" WHERE t.id IN (SELECT t.id FROM ticket t WHERE t.state NOT IN ")
            .push(states(|state| state.is_open() == done));
        if !done {
            // As a case the condition offers no index of its own, which would have to be sorted.
            query.push(" AND CASE WHEN ");
            view!(query, which, me, today);
            query.push(" THEN 1 ELSE 0 END = 1");
        }
        query.push(order).push(" LIMIT ").push_bind(limit);
        query.push(" OFFSET ").push_bind(offset).push(")");
        query.push(order);
        query.build_query_as::<ListRow>().fetch_all(c).await
    })
}

/// How many tickets each view holds; the finished ones only where they are `shown`.
///
/// # Errors
/// The engine refused.
pub async fn counts(
    tx: &mut Tx,
    shown: InboxView,
    me: AccountId,
    today: NaiveDate,
) -> Result<Vec<InboxCount>> {
    let all = InboxView::ALL.iter().copied();
    let wanted = all
        .clone()
        .filter(|view| *view != InboxView::Done || shown == *view);
    let counted: Vec<(InboxView, i64)> = on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new("");
        for (place, view) in wanted.enumerate() {
            let join = if place == 0 { "" } else { " UNION ALL " };
            query.push(format_args!(
                "{join}SELECT CAST('{view}' AS TEXT), COUNT(*) FROM ticket t WHERE "
            ));
            view!(query, view, me, today);
        }
        query.build_query_as().fetch_all(c).await
    })?;
    let count = |view| {
        let found = counted.iter().find(|(of, _)| *of == view);
        found.map(|(_, count)| *count)
    };
    Ok(all
        .map(|view| InboxCount {
            view,
            count: count(view),
        })
        .collect())
}

/// What a ticket is found by: number, title, who reported it and their ERP key.
const KNOWN_BY: &str = "(t.number || ' ' || LOWER(REPLACE(REPLACE(REPLACE(t.title, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) || ' ' || p.search_text)";

/// Adds the condition of a search: all words.
macro_rules! found {
    ($query:expr, $wanted:expr) => {{
        $query.push("1 = 1");
        for pattern in patterns($wanted) {
            $query.push(" AND ").push(KNOWN_BY).push(" LIKE ");
            $query.push_bind(pattern).push(" ESCAPE '!'");
        }
    }};
}

/// A page of the tickets, open or not, that hold all words; the last changed first.
///
/// # Errors
/// The engine refused.
pub async fn search(
    tx: &mut Tx,
    wanted: &str,
    me: AccountId,
    offset: i64,
    limit: i64,
) -> Result<Vec<ListRow>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(list_columns!("news_for_staff_at"));
        query.push_bind(me).push(" WHERE ");
        found!(query, wanted);
        query
            .push(" ORDER BY t.updated_at DESC, t.id DESC LIMIT ")
            .push_bind(limit);
        query.push(" OFFSET ").push_bind(offset);
        query.build_query_as::<ListRow>().fetch_all(c).await
    })
}

/// How many tickets a search finds.
///
/// # Errors
/// The engine refused.
pub async fn found(tx: &mut Tx, wanted: &str) -> Result<i64> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(
            "SELECT COUNT(*) FROM ticket t JOIN person p ON p.id = t.reporter_id WHERE ",
        );
        found!(query, wanted);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_indexes_name_the_same_states_in_the_same_words() {
        let laid = include_str!("../../../../migrations/0004_tickets.sql");
        for done in [false, true] {
            let states = states(|state| state.is_open() == done);
            let part = format!("WHERE state NOT IN {states};");
            assert!(laid.contains(&part), "{part}");
        }
    }
}
