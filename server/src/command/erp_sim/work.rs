//! What the simulated ERP does by itself: fetches commands, answers those whose time has come, sends what is due.

use std::time::Duration as Pause;

use chrono::Duration;
use delivery::Reply;
use serde_json::Value;
use store::sim::{self, Delivery};

use super::{
    Sim, books,
    portal::{Said, say},
};

/// How often it looks around.
const TICK: Pause = Pause::from_secs(1);
/// The longest wait after something could not be sent.
const LONGEST: Duration = Duration::minutes(5);
/// Tries after which a no is taken for a no, whatever its number.
const TRIES: i64 = 10;
/// Deliveries of one look.
const MOST: i64 = 10;
/// The switch that keeps how far commands were fetched.
const AFTER: &str = "after";
/// The switch that keeps what went wrong last.
pub const TROUBLE: &str = "trouble";

/// Every how many looks it asks the portal for commands.
const ASKS: u32 = 3;

/// Works until it is ended.
pub async fn run(sim: Sim) {
    let mut silent = false;
    for turn in (0..ASKS).cycle() {
        let asks = turn == 0;
        let done = look(&sim, asks).await;
        match &done {
            // A portal that starts later than its ERP, or not at all, is told of once.
            Err(error) if !silent => {
                tracing::info!(error, "the simulated ERP waits for the portal")
            }
            _ => {}
        }
        silent = done.is_err() || silent && !asks;
        tokio::time::sleep(TICK).await;
    }
}

async fn look(sim: &Sim, asks: bool) -> Result<(), String> {
    let told = |error: store::Error| error.to_string();
    answer(sim).await.map_err(told)?;
    if sim.0.portal.key.is_none() {
        return Ok(());
    }
    deliver(sim).await.map_err(told)?;
    if asks { fetch(sim).await } else { Ok(()) }
}

/// Answers by itself what has waited long enough.
async fn answer(sim: &Sim) -> store::Result<()> {
    let mut tx = sim.0.db.begin().await?;
    for command in sim::due_commands(&mut tx, sim.0.clock.now()).await? {
        books::confirm(sim, &mut tx, &command).await?;
    }
    tx.commit().await
}

/// Sends what is due, one after the other.
async fn deliver(sim: &Sim) -> store::Result<()> {
    let mut tx = sim.0.db.read().await?;
    let due = sim::due(&mut tx, sim.0.clock.now(), MOST).await?;
    drop(tx);
    for delivery in due {
        let id = delivery.id.to_string();
        let order = Said::Order {
            id: &id,
            body: &delivery.body,
        };
        let said = say(sim, &delivery.target, order).await;
        let trouble = match &said {
            Ok(reply) if reply.is_good() => None,
            Ok(reply) => Some(line(reply)),
            Err(error) => Some(error.to_string()),
        };
        let given_up = delivery.attempts >= TRIES;
        let final_answer = said.is_ok_and(|reply| given_up || !is_passing(reply.status));
        settle(sim, &delivery, final_answer, trouble.as_deref()).await?;
    }
    Ok(())
}

async fn settle(
    sim: &Sim,
    delivery: &Delivery,
    final_answer: bool,
    trouble: Option<&str>,
) -> store::Result<()> {
    let mut tx = sim.0.db.begin().await?;
    if let Some(trouble) = trouble {
        let told = format!("{}: {trouble}", delivery.target);
        sim::set_switch(&mut tx, TROUBLE, &told).await?;
    }
    if final_answer {
        sim::arrived(&mut tx, delivery.id).await?;
    } else {
        let doublings = u32::try_from(delivery.attempts.clamp(0, 8)).unwrap_or(0);
        let wait = (Duration::seconds(2) * 2_i32.pow(doublings)).min(LONGEST);
        let run_at = sim.0.clock.now() + wait;
        sim::later(&mut tx, delivery.id, run_at, trouble.unwrap_or_default()).await?;
    }
    tx.commit().await
}

/// Whether the same may be answered otherwise later.
const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 409 | 429 | 500..)
}

fn line(reply: &Reply) -> String {
    let detail: Option<Value> = serde_json::from_slice(&reply.body).ok();
    let detail = detail.as_ref().and_then(|body| body.get("detail"));
    match detail.and_then(Value::as_str) {
        Some(detail) => format!("{} {detail}", reply.status),
        None => format!("{} {}", reply.status, reply.first_line()),
    }
}

/// Fetches what the portal says, and tells it how far.
async fn fetch(sim: &Sim) -> Result<(), String> {
    let told = |error: store::Error| error.to_string();
    let mut tx = sim.0.db.read().await.map_err(told)?;
    let after = sim::switch(&mut tx, AFTER).await.map_err(told)?;
    drop(tx);
    let after: i64 = after.and_then(|after| after.parse().ok()).unwrap_or(0);
    let target = format!("/erp/v1/changes?after={after}&limit=100");
    let reply = say(sim, &target, Said::Question).await;
    let reply = reply.map_err(|error| error.to_string())?;
    if !reply.is_good() {
        return Err(line(&reply));
    }
    let page: Value = serde_json::from_slice(&reply.body).map_err(|error| error.to_string())?;
    let commands = page.get("changes").and_then(Value::as_array);
    let next = page.get("next_after").and_then(Value::as_i64);
    let (Some(commands), Some(next)) = (commands, next.filter(|next| *next > after)) else {
        return Ok(());
    };
    take_in(sim, commands, next).await.map_err(told)?;
    let id = sim.0.chance.id(sim.0.clock.now()).to_string();
    let order = Said::Order {
        id: &id,
        body: "{}",
    };
    let said = say(sim, &format!("/erp/v1/changes/{next}/ack"), order).await;
    said.map(drop).map_err(|error| error.to_string())
}

async fn take_in(sim: &Sim, commands: &[Value], next: i64) -> store::Result<()> {
    let mut tx = sim.0.db.begin().await?;
    for command in commands {
        if !books::take_in(&mut tx, command, sim.0.clock.now()).await? {
            tracing::warn!("the simulated ERP cannot read a command");
        }
    }
    sim::set_switch(&mut tx, AFTER, &next.to_string()).await?;
    tx.commit().await
}
