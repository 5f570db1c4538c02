//! Whatever is done with the gateway hangs on the one who asks: the ERP itself, or staff.

use domain::erp::Scope;

use crate::{Actor, Caller, Result};

/// The gateway to the ERP, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Gateway<'a> {
    pub(crate) caller: &'a Caller,
}

impl Gateway<'_> {
    /// In the ERP's name speaks a key with the scope; on this machine also the command line and the portal's own jobs.
    pub(crate) fn speaks(self, scope: Scope) -> Result<()> {
        match self.caller.actor() {
            Actor::Operator | Actor::Queue => Ok(()),
            _ => self.caller.erp(scope).map(drop),
        }
    }
}
