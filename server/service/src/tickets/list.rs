//! A resident's list, and the copy for the own device.

use chrono::Months;
use domain::contract::ContractRow;
use domain::ticket::inbox::PAGE;
use domain::ticket::{OfflineTickets, TicketList, waiting_first};
use store::ticket::list;

use super::{Tickets, left, pages, show};
use crate::policy::Right;
use crate::{Error, Result};

/// Months and number of tickets kept on an own device.
const OFFLINE_MONTHS: u32 = 24;
const OFFLINE_MOST: i64 = 200;

impl Tickets<'_> {
    /// A page of the caller's tickets, of the chosen contract where there is one, the last changed first.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn list(self, open_only: bool, page: i64) -> Result<TicketList> {
        let me = self.caller.resident()?;
        let reach = me.view();
        let mut tx = self.caller.services.db().read().await?;
        let (open_count, all_count) = list::counts(&mut tx, &reach).await?;
        let (page, pages) = pages(page, if open_only { open_count } else { all_count });
        let rows = list::page(&mut tx, &reach, open_only, (page - 1) * PAGE, PAGE).await?;
        let mut shown = Vec::with_capacity(rows.len());
        for found in rows {
            shown.push(show::row(left::line(&mut tx, me, found).await?, false));
        }
        if open_only {
            waiting_first(&mut shown);
        }
        Ok(TicketList {
            rows: shown,
            open_only,
            chosen: me.chosen().map(ContractRow::place),
            open_count,
            all_count,
            page,
            pages,
        })
    }

    /// What an own device keeps to read without network.
    ///
    /// # Errors
    /// `SignIn`; `Forbidden` for staff and shared devices, where nothing may be kept.
    pub async fn offline(self) -> Result<OfflineTickets> {
        let me = self.caller.resident()?;
        if me.shared_device {
            return Err(Error::Forbidden);
        }
        let services = &self.caller.services;
        let now = services.clock().now();
        let since = now
            .checked_sub_months(Months::new(OFFLINE_MONTHS))
            .unwrap_or(now);
        let mut tx = services.db().read().await?;
        let mut tickets = Vec::new();
        for id in list::recent(&mut tx, &me.reach(), since, OFFLINE_MOST).await? {
            let (found, relation) = super::read(self.caller, &mut tx, id, Right::SeeTicket).await?;
            tickets.push(show::page(self.caller, &mut tx, &found, relation).await?);
        }
        Ok(OfflineTickets {
            account: me.account,
            as_of: now,
            tickets,
        })
    }
}
