//! Keeps the device's copy of the one who is signed in, and nothing of anybody else.

use domain::Me;
use leptos::task::spawn_local;

use super::{account, channel, sync, worker};
use crate::AppError;

/// Settles whose device it is; brings the copy up to date, now and whenever the person comes back.
pub async fn keep(me: Option<Me>) {
    if account::settle(me.as_ref()).await {
        bring_up_to_date().await;
        channel::on_return(|| spawn_local(bring_up_to_date()));
        worker::keep_reader().await;
    }
}

/// Fetches the copy; a session that has ended takes it along.
async fn bring_up_to_date() {
    if sync::run().await == Err(AppError::SignIn) {
        account::lapse().await;
    }
}
