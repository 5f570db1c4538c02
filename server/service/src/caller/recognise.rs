//! Whose session a token opens, and what they may do by now.

use chrono::Duration;
use domain::ContractId;
use domain::contract as rules;
use store::{contract, session};

use super::{Actor, Resident, StaffMember, hash};
use crate::{Result, Services};

/// A device's last sight is written at most this often.
const TOUCH_EVERY: Duration = Duration::minutes(5);

/// Whose session it is; rights are read anew.
pub(super) async fn recognise(
    services: &Services,
    token: &str,
    wanted: Option<&str>,
) -> Result<Actor> {
    let now = services.clock().now();
    let mut tx = services.db().read().await?;
    let Some(found) = session::by_token(&mut tx, &hash(token)).await? else {
        return Ok(Actor::Anonymous);
    };
    let lives = services.settings().sessions;
    let idle = if found.own_device && !found.role.is_staff() {
        lives.own_idle
    } else {
        lives.short_idle
    };
    if found.expires_at <= now || found.last_seen_at + Duration::seconds(idle) <= now {
        return Ok(Actor::Anonymous);
    }
    let actor = actor(services, &mut tx, &found, wanted).await?;
    drop(tx);
    if found.last_seen_at + TOUCH_EVERY <= now {
        let mut tx = services.db().begin().await?;
        session::touch(&mut tx, found.id, now).await?;
        tx.commit().await?;
    }
    Ok(actor)
}

async fn actor(
    services: &Services,
    tx: &mut store::Tx,
    found: &session::Session,
    wanted: Option<&str>,
) -> Result<Actor> {
    let (account, session, name, email) = (
        found.account_id,
        found.id,
        found.name.clone(),
        found.email.clone(),
    );
    let Some(person) = found.person_id else {
        let member = StaffMember {
            account,
            session,
            role: found.role,
            name,
            email,
        };
        let lacking =
            services.settings().security.staff_second_factor && found.enrolled_at.is_none();
        return Ok(if lacking {
            Actor::Newcomer(member)
        } else {
            Actor::Staff(member)
        });
    };
    let today = services.clock().today();
    let months = services.settings().security.past_months;
    let mut contracts = contract::of_person(tx, person, today).await?;
    for row in &mut contracts {
        let ended = row.ends_on.filter(|end| *end < today);
        row.readable_until = ended.map(|end| rules::readable_until(end, months));
    }
    contracts.retain(|row| row.readable_until.is_none_or(|last| today <= last));
    let runs = contracts.iter().filter(|row| row.runs(today));
    let running: Vec<ContractId> = runs.map(|row| row.id).collect();
    let chosen = rules::chosen(&running, wanted.and_then(|wanted| wanted.parse().ok()));
    Ok(Actor::Resident(Resident {
        account,
        session,
        person,
        name,
        email,
        shared_device: !found.own_device,
        contracts,
        running,
        chosen,
    }))
}
