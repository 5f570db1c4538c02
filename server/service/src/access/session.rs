//! Sessions: made at sign-in, seen and ended by their owner.

use chrono::Duration;
use domain::account::SessionRow;
use domain::audit::{Action, AuditResult};
use domain::{AccountId, Role, SessionId};
use store::{Tx, session};

use super::Access;
use crate::caller::hash;
use crate::trail::Object;
use crate::{Error, Result};

/// Devices per account; the oldest goes first.
const MOST: i64 = 20;

/// A fresh session, for the cookie.
#[derive(Clone)]
pub struct NewSession {
    /// What the cookie carries.
    pub token: String,
    /// Seconds the cookie lives; a browser-session cookie when empty.
    pub max_age: Option<i64>,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession")
            .field("max_age", &self.max_age)
            .finish_non_exhaustive()
    }
}

impl Access<'_> {
    /// Opens a session; an older one of this browser ends, so that no token outlives a sign-in.
    pub(super) async fn open(
        self,
        tx: &mut Tx,
        account: AccountId,
        role: Role,
        auth_epoch: i64,
        own_device: bool,
    ) -> Result<NewSession> {
        let services = &self.caller.services;
        let (now, lives) = (services.clock().now(), services.settings().sessions);
        let long = own_device && !role.is_staff();
        let life = if long {
            lives.own_absolute
        } else {
            lives.short_absolute
        };
        let token = services.chance().token();
        if let Some(old) = self.caller.facts.session.as_deref()
            && let Some(found) = session::by_token(tx, &hash(old)).await?
        {
            session::end(tx, found.account_id, found.id).await?;
        }
        let new = session::NewSession {
            id: SessionId(services.id()),
            token_hash: hash(&token),
            account_id: account,
            auth_epoch,
            own_device: long,
            device: device(&self.caller.facts.user_agent),
            created_at: now,
            expires_at: now + Duration::seconds(life),
        };
        session::add(tx, &new).await?;
        session::tidy(tx, account, now, MOST).await?;
        Ok(NewSession {
            token,
            max_age: long.then_some(life),
        })
    }

    /// Ends the session of this browser.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn sign_out(self) -> Result<()> {
        let Ok((account, current)) = self.caller.entrant() else {
            return Ok(());
        };
        let mut tx = self.caller.services.db().begin().await?;
        session::end(&mut tx, account, current).await?;
        self.caller
            .trail(
                &mut tx,
                Action::SignedOut,
                Object::Account(Some(account.0)),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }

    /// The devices that are signed in.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn sessions(self) -> Result<Vec<SessionRow>> {
        let (account, current) = self.caller.account()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let now = services.clock().now();
        let (own, short) = services.settings().sessions.idle_before(now);
        let devices = session::devices(&mut tx, account, now, own, short).await?;
        let row = |device: session::Device| SessionRow {
            id: device.id,
            device: device.device,
            created_at: device.created_at,
            last_seen_at: device.last_seen_at,
            current: device.id == current,
        };
        Ok(devices.into_iter().map(row).collect())
    }

    /// Ends one of the caller's devices.
    ///
    /// # Errors
    /// `NotFound` for a session of somebody else.
    pub async fn end_session(self, id: SessionId) -> Result<()> {
        let (account, _) = self.caller.account()?;
        let mut tx = self.caller.services.db().begin().await?;
        if !session::end(&mut tx, account, id).await? {
            return Err(Error::NotFound);
        }
        self.caller
            .trail(
                &mut tx,
                Action::SessionEnded,
                Object::Account(Some(account.0)),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }
}

/// "Firefox auf Windows", from what the browser says of itself.
pub(crate) fn device(user_agent: &str) -> String {
    let find = |table: &[(&str, &'static str)], other: &'static str| {
        table
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map_or(other, |(_, name)| *name)
    };
    let browser = find(
        &[
            ("Edg", "Edge"),
            ("OPR", "Opera"),
            ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"),
            ("Chrome", "Chrome"),
            ("CriOS", "Chrome"),
            ("Safari", "Safari"),
        ],
        "Browser",
    );
    let system = find(
        &[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("Mac OS X", "Mac"),
            ("Linux", "Linux"),
        ],
        "unbekanntem Gerät",
    );
    format!("{browser} auf {system}")
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_device_is_named_as_people_would() {
        for (agent, wanted) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox auf Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
                "Safari auf iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
                "Chrome auf Android",
            ),
            ("<script>", "Browser auf unbekanntem Gerät"),
        ] {
            assert_eq!(device(agent), wanted);
        }
    }
}
