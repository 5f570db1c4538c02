//! Commands on the portal's own ways to the ERP: laid down as files, and sent as signed webhooks.

use chrono::Duration;
use delivery::Errand;
use domain::erp::command::{Verdict, pause, verdict};
use domain::erp::contact::{FILE, PUSH};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::erp::command::{self, Command};

use super::outbox::{self, Told};
use super::settings::Address;
use super::{contact, file_drop};
use crate::digest::hex;
use crate::jobs::CarryCommands;
use crate::{Caller, Error, Result, Services, jobs};

/// How long a command is in hand: whoever dies with it leaves it to the next.
const IN_HAND: Duration = Duration::minutes(5);

/// How a try on one way ended.
struct Try {
    way: &'static str,
    verdict: Verdict,
    note: Option<String>,
}

/// The signature of a webhook: HMAC-SHA-256 over the moment, a dot and the body, by the secret both sides know.
///
/// # Errors
/// Never: such a key may have any length.
pub fn signature(secret: &str, timestamp: i64, body: &[u8]) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_err(|_| Error::Internal("a secret is no key"))?;
    mac.update(format!("{timestamp}.").as_bytes());
    mac.update(body);
    Ok(format!("v1={}", hex(&mac.finalize().into_bytes())))
}

/// Carries the first command that is due over all ways that are set, and has the next one begun.
pub(crate) async fn carry(caller: &Caller) -> Result<()> {
    let services = &caller.services;
    let erp = &services.settings().erp;
    if erp.push.is_none() && erp.file.is_none() {
        return Ok(());
    }
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    let Some(found) = command::claim(&mut tx, now, now + IN_HAND).await? else {
        return Ok(());
    };
    let way = if erp.push.is_some() { PUSH } else { FILE };
    let told = outbox::put(caller, &mut tx, &found, way).await?;
    jobs::add_at(services, &mut tx, &CarryCommands {}, now + IN_HAND).await?;
    tx.commit().await?;
    let body = serde_json::to_vec(&told).map_err(|_| Error::Internal("a command has no words"))?;
    let tries = attempt(services, &told, &body).await?;
    settle(services, &found, &tries).await
}

/// Tries the ways in turn; what one of them refuses is not tried on the next.
async fn attempt(services: &Services, told: &Told, body: &[u8]) -> Result<Vec<Try>> {
    let erp = &services.settings().erp;
    let mut tries = Vec::new();
    if let Some(folder) = &erp.file {
        let laid = file_drop::lay(folder, told, body).await;
        let good = laid.is_ok();
        tries.push(Try {
            way: FILE,
            verdict: if good {
                Verdict::Delivered
            } else {
                Verdict::Again
            },
            note: laid.err().map(|error| error.to_string()),
        });
        if !good {
            return Ok(tries);
        }
    }
    if let Some(address) = &erp.push {
        tries.push(send(services, address, told, body).await?);
    }
    Ok(tries)
}

async fn send(services: &Services, address: &Address, told: &Told, body: &[u8]) -> Result<Try> {
    let timestamp = services.clock().now().timestamp();
    let errand = Errand {
        url: address.url.clone(),
        headers: vec![
            ("content-type", "application/json".to_owned()),
            ("idempotency-key", told.id.to_string()),
            ("hausportal-timestamp", timestamp.to_string()),
            (
                "hausportal-signature",
                signature(&address.secret, timestamp, body)?,
            ),
        ],
        body: Some(body.to_vec()),
    };
    let (verdict, note) = match services.courier().run(&errand).await {
        Ok(reply) if reply.is_good() => (Verdict::Delivered, None),
        Ok(reply) => {
            let line = format!("{} {}", reply.status, reply.first_line());
            (verdict(reply.status), Some(line.trim().to_owned()))
        }
        Err(error) => (Verdict::Again, Some(error.to_string())),
    };
    Ok(Try {
        way: PUSH,
        verdict,
        note,
    })
}

/// Notes how it ended, with the contact on each way, and when the next one begins.
async fn settle(services: &Services, found: &Command, tries: &[Try]) -> Result<()> {
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    for one in tries {
        // A no is an answer, too: somebody is there.
        let good = one.verdict != Verdict::Again;
        contact::heard(services, &mut tx, one.way, good, one.note.as_deref()).await?;
    }
    let last = tries.last();
    let note = last.and_then(|one| one.note.as_deref()).unwrap_or_default();
    let mut next = now;
    match last.map_or(Verdict::Again, |one| one.verdict) {
        Verdict::Delivered => command::deliver(&mut tx, found.id, now).await?,
        Verdict::Dead => command::bury(&mut tx, found.id, note).await?,
        Verdict::Again => match pause(found.attempts) {
            Some(pause) => {
                next = now + pause;
                command::retry(&mut tx, found.id, next, note).await?;
                // The commands of others do not wait for this one.
                jobs::add(services, &mut tx, &CarryCommands {}).await?;
            }
            None => command::bury(&mut tx, found.id, note).await?,
        },
    }
    jobs::add_at(services, &mut tx, &CarryCommands {}, next).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn a_signature_is_of_moment_and_body() {
        let signed = |secret, at, body: &str| signature(secret, at, body.as_bytes()).unwrap();
        let one = signed("sesam", 1_700_000_000, "{}");
        assert_eq!(
            one,
            "v1=aff4ae771dd07b171e566aee8cbdab9365f39ab563577488d4150708576b1f9d"
        );
        for other in [
            signed("sesamo", 1_700_000_000, "{}"),
            signed("sesam", 1_700_000_001, "{}"),
            signed("sesam", 1_700_000_000, "{ }"),
        ] {
            assert_ne!(one, other);
        }
    }
}
