//! A ticket as it stood on the last day of somebody whose name was taken out of its contract.

use chrono::NaiveDate;
use domain::household::is_for_reporter;
use domain::ticket::{Side, State};
use domain::{AccountId, berlin};
use store::Tx;
use store::ticket::entry::{self, Line};
use store::ticket::list::{self, ListRow};
use store::ticket::{self, Ticket};

use crate::{Error, Resident, Result};

/// Turns a ticket and its lines back to the end of the reader's last day; what they wrote themselves stays.
pub(crate) fn turn_back(
    found: &mut Ticket,
    lines: &mut Vec<Line>,
    reader: AccountId,
    last_day: NaiveDate,
) {
    let before = lines.len();
    let moves = moves(lines);
    lines.retain(|line| {
        let mine = line.account_id == Some(reader);
        is_for_reporter(mine, berlin::day(line.created_at), Some(last_day))
    });
    if lines.len() == before {
        return;
    }
    if self::moves(lines) != moves {
        let last = lines
            .iter()
            .rev()
            .find_map(|line| Some((line.created_at, line.state?)));
        found.state = last.map_or(State::Received, |(_, state)| state);
        found.closed_at = last.filter(|(_, state)| !state.is_open()).map(|(at, _)| at);
        found.answer_by = None;
        found.appointment_at = None;
        let reopened = lines
            .iter()
            .filter(|line| line.state == Some(State::Reopened));
        found.reopened = i64::try_from(reopened.count()).unwrap_or(i64::MAX);
    }
    let told = |line: &&Line| line.side != Side::Resident;
    found.news_for_resident_at = lines.iter().rev().find(told).map(|line| line.created_at);
    found.updated_at = lines
        .last()
        .map_or(found.created_at, |line| line.created_at);
}

/// How often a ticket came to a state.
fn moves(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.state.is_some()).count()
}

/// A line of a resident's list; of a contract whose household they left, as it stood then.
pub(crate) async fn line(tx: &mut Tx, me: &Resident, row: ListRow) -> Result<ListRow> {
    let Some(last_day) = me.last_day(row.contract_id) else {
        return Ok(row);
    };
    let found = ticket::by_id(tx, row.id).await?;
    let mut found = found.ok_or(Error::NotFound)?;
    let mut lines = entry::timeline(tx, row.id, false).await?;
    turn_back(&mut found, &mut lines, me.account, last_day);
    let left = list::one(tx, &found, me.account, false).await?;
    left.ok_or(Error::NotFound)
}
