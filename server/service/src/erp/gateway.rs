//! Everything between the portal and the ERP, for one caller.

use crate::Caller;

/// Everything between the portal and the ERP, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Gateway<'a> {
    pub(crate) caller: &'a Caller,
}
