//! Reminds staff of changes on which the ERP stays silent after the promised day.

use chrono::{Duration, NaiveDate};
use delivery::mail::ErpSilent;
use domain::audit::{Action, AuditResult};
use domain::berlin;
use store::erp::command;

use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Caller, Result, jobs};

/// Of one change staff are reminded this often at most.
const EVERY: Duration = Duration::days(7);

/// Writes one mail about all of them, and of each that staff were reminded.
pub(crate) async fn remind(caller: &Caller) -> Result<()> {
    let services = &caller.services;
    let settings = services.settings();
    let (now, today) = (services.clock().now(), services.clock().today());
    if !settings.erp.enabled {
        return Ok(());
    }
    let mut tx = services.db().begin().await?;
    let silent = command::unanswered(&mut tx, today, now - EVERY).await?;
    let Some((_, oldest)) = silent.first() else {
        return Ok(());
    };
    for (id, _) in &silent {
        let (action, object) = (Action::ChangeReminded, Object::Change(id.0));
        caller
            .trail(&mut tx, action, object, AuditResult::Done)
            .await?;
    }
    let mail = ErpSilent {
        sentence: sentence(silent.len(), *oldest),
        link: services.link("/team/erp"),
    };
    let order = SendMail {
        to: settings.sender.email.clone(),
        template: mail.into(),
    };
    jobs::add(services, &mut tx, &order).await?;
    Ok(tx.commit().await?)
}

fn sentence(count: usize, oldest: NaiveDate) -> String {
    let day = berlin::long_date(oldest);
    match count {
        1 => format!("Eine Änderung war bis {day} zugesagt, und das ERP hat nicht geantwortet."),
        more => {
            format!("{more} Änderungen warten auf das ERP. Die älteste war bis {day} zugesagt.")
        }
    }
}
