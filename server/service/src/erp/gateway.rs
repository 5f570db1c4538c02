//! Whatever is done with the gateway hangs on the one who asks: the ERP itself, or staff.

use crate::{Actor, Caller, Error, Result};

/// The gateway to the ERP, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Gateway<'a> {
    pub(crate) caller: &'a Caller,
}

impl Gateway<'_> {
    /// Only the ERP, whose scopes are asked before, the command line and the portal's own jobs speak in the ERP's name.
    pub(crate) fn speaks(self) -> Result<()> {
        match self.caller.actor() {
            Actor::Operator | Actor::Queue | Actor::Erp(_) => Ok(()),
            Actor::Anonymous => Err(Error::SignIn),
            Actor::Resident(_) | Actor::Staff(_) | Actor::Newcomer(_) => {
                self.caller.deny(crate::trail::Object::Many("erp"));
                Err(Error::Forbidden)
            }
        }
    }
}
