//! The staff inbox.

use chrono::NaiveDate;
use domain::ticket::InboxView;
use domain::{AccountId, State};
use sqlx::QueryBuilder;

use super::list::{ListRow, in_list, list_columns, open_states};
use crate::{Result, Tx};

/// Adds the condition of a view.
macro_rules! view {
    ($query:expr, $view:expr, $me:expr, $today:expr) => {{
        let states: Vec<State> = match $view {
            InboxView::New => vec![State::Received, State::Reopened],
            InboxView::WaitingForResident => vec![State::Question, State::Fixed],
            InboxView::WaitingForCraftsman => vec![State::Commissioned, State::Appointment],
            InboxView::Mine | InboxView::Overdue => open_states().collect(),
            InboxView::Done => State::ALL
                .iter()
                .copied()
                .filter(|state| !state.is_open())
                .collect(),
        };
        $query.push("t.state IN (");
        in_list!($query, states);
        $query.push(")");
        match $view {
            InboxView::Mine => {
                $query.push(" AND t.assignee_id = ").push_bind($me);
            }
            InboxView::Overdue => {
                $query
                    .push(" AND t.state NOT IN ('rueckfrage', 'behoben') AND t.answer_by < ")
                    .push_bind($today);
            }
            _ => {}
        }
    }};
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
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(list_columns!("news_for_staff_at"));
        query.push_bind(me).push(" WHERE ");
        view!(query, which, me, today);
        query.push(match which {
            InboxView::Done => " ORDER BY t.updated_at DESC, t.id DESC LIMIT ",
            _ => " ORDER BY t.urgent DESC, t.answer_by, t.id LIMIT ",
        });
        query.push_bind(limit).push(" OFFSET ").push_bind(offset);
        query.build_query_as::<ListRow>().fetch_all(c).await
    })
}

/// How many tickets a view holds.
///
/// # Errors
/// The engine refused.
pub async fn count(tx: &mut Tx, which: InboxView, me: AccountId, today: NaiveDate) -> Result<i64> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new("SELECT COUNT(*) FROM ticket t WHERE ");
        view!(query, which, me, today);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })
}
