//! New staff: an account without a password, and a link that lets its owner set one.

use chrono::Duration;
use domain::audit::{Action, AuditResult};
use domain::{AccountId, Refusal, Role, account as rules, typed};
use store::account::{self, Account};
use store::{passkey, reset, second_factor};

use crate::caller::hash;
use crate::trail::Object;
use crate::{Caller, Error, Result, access, jobs};

/// Life of the link: long enough to open a browser, too short to be found later.
pub const LINK_MINUTES: i64 = 30;

/// What became of the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recruited {
    /// The page on which the password is set.
    Link(String),
    /// Somebody has this address as user name already; nothing was changed.
    AddressTaken,
}

/// Opens an account for a clerk or admin. Nobody but the holder of the link ever knows the password.
///
/// # Errors
/// `EmailInvalid`; `NameMissing`; `UnknownWord` for a role that is not staff; the database is gone.
pub async fn staff(caller: &Caller, email: &str, name: &str, role: Role) -> Result<Recruited> {
    let services = &caller.services;
    let email = rules::email(email)?;
    let name = typed::line(name);
    if !role.is_staff() {
        return Err(Error::Refused(Refusal::UnknownWord));
    }
    if name.is_empty() {
        return Err(Error::Refused(Refusal::NameMissing));
    }
    let (now, token) = (services.clock().now(), services.chance().token());
    let mut tx = services.db().begin().await?;
    if account::by_email(&mut tx, &email).await?.is_some() {
        return Ok(Recruited::AddressTaken);
    }
    let id = AccountId(services.id());
    let new = Account {
        id,
        person_id: None,
        role,
        name,
        email,
        password_hash: None,
        auth_epoch: 0,
        disabled_at: None,
    };
    account::add(&mut tx, &new, now).await?;
    let ends = now + Duration::minutes(LINK_MINUTES);
    reset::add(&mut tx, services.id(), id, &hash(&token), now, ends).await?;
    caller
        .trail(
            &mut tx,
            Action::StaffAdded,
            Object::Account(Some(id.0)),
            AuditResult::Done,
        )
        .await?;
    tx.commit().await?;
    Ok(Recruited::Link(
        services.link(&format!("/passwort-neu?token={token}")),
    ))
}

/// Takes codes and passkeys from a clerk or admin who has lost them; whether there was one. All their devices are
/// signed out, and where it is required they set up another at the next sign-in.
///
/// # Errors
/// `EmailInvalid`; `NotFound` where no staff has this address; the database is gone.
pub async fn reset_second_factor(caller: &Caller, email: &str) -> Result<bool> {
    let services = &caller.services;
    let email = rules::email(email)?;
    let mut tx = services.db().begin().await?;
    let found = account::by_email(&mut tx, &email)
        .await?
        .filter(|found| found.role.is_staff())
        .ok_or(Error::NotFound)?;
    let codes = second_factor::remove(&mut tx, found.id).await?;
    if passkey::remove_all(&mut tx, found.id).await? == 0 && !codes {
        return Ok(false);
    }
    account::clear_failures(&mut tx, &access::second_factor::counter(found.id)).await?;
    account::raise_epoch(&mut tx, found.id).await?;
    let notice = access::second_factor::notice(services, &found, false);
    jobs::add(services, &mut tx, &notice).await?;
    caller
        .trail(
            &mut tx,
            Action::SecondFactorReset,
            Object::Account(Some(found.id.0)),
            AuditResult::Done,
        )
        .await?;
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    const PASSWORD: &str = "kessel wolke leiter fenster garten";

    fn token(recruited: &Recruited) -> &str {
        match recruited {
            Recruited::Link(link) => link.split_once("token=").expect("token").1,
            Recruited::AddressTaken => panic!("taken"),
        }
    }

    async fn a_link_lets_the_new_clerk_in_once(world: World) {
        let guest = world.guest();
        let made = staff(
            &guest,
            " Nora@Verwaltung.example ",
            "Nora Falk",
            Role::Clerk,
        )
        .await
        .expect("made");
        guest
            .access()
            .reset_password(token(&made), PASSWORD)
            .await
            .expect("set");
        guest
            .access()
            .sign_in("nora@verwaltung.example", PASSWORD, false)
            .await
            .expect("in");
        assert!(
            guest
                .access()
                .reset_password(token(&made), PASSWORD)
                .await
                .is_err(),
            "once only"
        );
        let again = staff(&guest, "nora@verwaltung.example", "Nora Falk", Role::Admin).await;
        assert_eq!(again.expect("answered"), Recruited::AddressTaken);
    }

    async fn the_link_dies_after_half_an_hour(world: World) {
        let guest = world.guest();
        let made = staff(&guest, "nora@verwaltung.example", "Nora Falk", Role::Clerk)
            .await
            .expect("made");
        world.pass(Duration::minutes(LINK_MINUTES));
        assert!(
            guest
                .access()
                .reset_password(token(&made), PASSWORD)
                .await
                .is_err()
        );
        assert!(
            staff(&guest, "vera@haus.example", "Vera", Role::Resident)
                .await
                .is_err()
        );
    }

    crate::stories!(
        a_link_lets_the_new_clerk_in_once,
        the_link_dies_after_half_an_hour
    );
}
