//! The password once more, before something that nobody should do at a device left open.

use domain::Refusal;
use store::account::{self, Account};

use super::Access;
use crate::{Error, Result};

impl Access<'_> {
    /// The caller's account, once its password was given again; tries are counted as at sign-in.
    ///
    /// # Errors
    /// `PasswordWrong`, `Wait`, `Busy`.
    pub(crate) async fn confirm(self, password: &str) -> Result<Account> {
        let (id, _) = self.caller.account()?;
        let found = account::by_id(&mut self.caller.services.db().read().await?, id)
            .await?
            .ok_or(Error::SignIn)?;
        if self
            .is_password(&found.email, Some(&found), password)
            .await?
        {
            Ok(found)
        } else {
            Err(Refusal::PasswordWrong.into())
        }
    }
}
