//! Whose device it is: nothing of one account stays when another, or nobody, is signed in.

use domain::Me;

use super::channel::{self, Why};
use super::{copies, database};

/// Deletes all that is stored for an account, and tells the other tabs. Called before signing out.
pub async fn forget() {
    let _gone = database::delete().await;
    channel::tell(Why::SignedOut);
}

/// The session ran out: the copy goes, the drafts stay, and the other tabs leave too.
pub async fn lapse() {
    let _gone = settle(None).await;
    channel::tell(Why::Over);
}

/// Looks at who is signed in; deletes what belongs to somebody else. True if this device may keep a copy.
///
/// Where nobody is signed in any more only the drafts stay: each is bound to its account, and a session that ran out
/// must not cost anybody the text of a report.
pub async fn settle(me: Option<&Me>) -> bool {
    let Some(me) = me else {
        if copies::head().await.is_some() {
            let _gone = database::clear().await;
        }
        return false;
    };
    let foreign = copies::head()
        .await
        .is_some_and(|head| head.account != me.account);
    if foreign || me.shared_device {
        let _gone = database::delete().await;
    }
    me.keeps_copy()
}
