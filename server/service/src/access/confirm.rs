//! The password once more, before something that nobody should do at a device left open.

use domain::{AccountId, Refusal};
use store::account::{self, Account};

use super::Access;
use crate::{Error, Result};

impl Access<'_> {
    /// The caller's account, once its password was given again; tries are counted as at sign-in.
    ///
    /// # Errors
    /// `PasswordMissing`, `PasswordWrong`, `Wait`, `Busy`.
    pub(crate) async fn confirm(self, password: &str) -> Result<Account> {
        let (id, _) = self.caller.account()?;
        self.confirm_as(id, password, Refusal::PasswordWrong).await
    }

    /// As `confirm`, for an account that is known already; `wrong` is what the form says of another password.
    pub(super) async fn confirm_as(
        self,
        id: AccountId,
        password: &str,
        wrong: Refusal,
    ) -> Result<Account> {
        if password.is_empty() {
            return Err(Refusal::PasswordMissing.into());
        }
        let found = account::by_id(&mut self.caller.services.db().read().await?, id)
            .await?
            .ok_or(Error::SignIn)?;
        let fits = self.is_password(&found.email, Some(&found), password);
        if fits.await? {
            Ok(found)
        } else {
            Err(wrong.into())
        }
    }
}
