//! Changes of contact details on their way to the ERP: what can be asked for, and how far a request has come.

mod course;
mod promise;
mod release;
mod state;
mod step;
mod value;
mod view;

use crate::macros::{id, text_enum};

pub use course::{Stop, course};
pub use promise::{WORKING_DAYS, by, is_late};
pub use release::{
    COOLING_HOURS, MANDATE_MAX, NewBank, Release, holder, is_warned, mandate_reference, release,
};
pub use state::{ChangeActor, ChangeState};
pub use step::{ChangeStep, after};
pub use value::{phone, reason, same};
pub use view::{
    BankDesk, BankForm, BankView, ChangeView, ContactPage, Mark, PAGE, StaffChange, StaffChanges,
};

id!(ChangeId, "One change asked for.");

/// Days in which the new mailbox must have answered.
pub const CONFIRM_DAYS: i64 = 7;
/// Days in which the old mailbox can call a request back.
pub const REVOKE_DAYS: i64 = 7;
/// Requests per person and day.
pub const A_DAY: i64 = 5;

text_enum! {
    /// What is to be changed.
    ChangeKind { Email => "email", Phone => "phone", Bank => "bank" }
}

impl ChangeKind {
    /// Whether the person proves with a code that it is theirs.
    pub const fn is_proved(self) -> bool {
        matches!(self, Self::Email)
    }

    /// Whether staff let it pass before the ERP hears of it.
    pub const fn is_released(self) -> bool {
        matches!(self, Self::Bank)
    }
}
