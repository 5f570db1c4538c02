//! What happened to an account, as its owner reads it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::audit::{Action, AuditResult};
use crate::change::{ChangeKind, ChangeState};
use crate::macros::text_enum;

/// Most lines of the file.
pub const MOST: i64 = 10_000;

text_enum! {
    /// What happened.
    Happening {
        LetterRedeemed => "letter_redeemed",
        LetterRefused => "letter_refused",
        AccountCreated => "account_created",
        AccountRecovered => "account_recovered",
        RecoveryOrdered => "recovery_ordered",
        LetterMade => "letter_made",
        SignedIn => "signed_in",
        PasswordWrong => "password_wrong",
        Locked => "locked",
        SignedOut => "signed_out",
        DeviceEnded => "device_ended",
        ResetRequested => "reset_requested",
        PasswordReset => "password_reset",
        PasswordChanged => "password_changed",
        FactorBegun => "factor_begun",
        FactorOn => "factor_on",
        FactorOff => "factor_off",
        FactorFailed => "factor_failed",
        RecoveryCodeUsed => "recovery_code_used",
        RecoveryCodesBegun => "recovery_codes_begun",
        RecoveryCodesRenewed => "recovery_codes_renewed",
        PasskeyAdded => "passkey_added",
        PasskeyRenamed => "passkey_renamed",
        PasskeyRemoved => "passkey_removed",
        PasskeyRefused => "passkey_refused",
        ChangeAsked => "change_asked",
        ChangeMoved => "change_moved",
        EmailChanged => "email_changed",
        PhoneChanged => "phone_changed",
        DataAsked => "data_asked",
        DataFetched => "data_fetched",
        LogFetched => "log_fetched",
        AccessEnded => "access_ended",
        AccessBlocked => "access_blocked",
    }
}

/// The words of the audit log that belong here.
pub const ACTIONS: &[Action] = &[
    Action::ActivationTried,
    Action::AccountCreated,
    Action::AccountRecovered,
    Action::RecoveryOrdered,
    Action::LetterMade,
    Action::SignedIn,
    Action::SignInFailed,
    Action::SignInLocked,
    Action::SignedOut,
    Action::SessionEnded,
    Action::ResetRequested,
    Action::PasswordReset,
    Action::PasswordChanged,
    Action::SecondFactorBegun,
    Action::SecondFactorOn,
    Action::SecondFactorOff,
    Action::SecondFactorReset,
    Action::SecondFactorFailed,
    Action::RecoveryCodeUsed,
    Action::RecoveryCodesBegun,
    Action::RecoveryCodesRenewed,
    Action::PasskeyAdded,
    Action::PasskeyRenamed,
    Action::PasskeyRemoved,
    Action::PasskeyFailed,
    Action::PasskeyCopied,
    Action::ChangeRequested,
    Action::ChangeMoved,
    Action::DataAsked,
    Action::DataFetched,
    Action::LogFetched,
    Action::AccessEnded,
    Action::AccessBlocked,
];

impl Happening {
    /// What a line of the audit log tells its owner; of a change of contact details with what and where it stands.
    pub fn of(
        action: Action,
        result: AuditResult,
        change: Option<(ChangeKind, ChangeState)>,
    ) -> Option<Self> {
        Some(match action {
            Action::ActivationTried if result == AuditResult::Done => Self::LetterRedeemed,
            Action::ActivationTried => Self::LetterRefused,
            Action::AccountCreated => Self::AccountCreated,
            Action::AccountRecovered => Self::AccountRecovered,
            Action::RecoveryOrdered => Self::RecoveryOrdered,
            Action::LetterMade => Self::LetterMade,
            Action::SignedIn => Self::SignedIn,
            Action::SignInFailed => Self::PasswordWrong,
            Action::SignInLocked => Self::Locked,
            Action::SignedOut => Self::SignedOut,
            Action::SessionEnded => Self::DeviceEnded,
            Action::ResetRequested => Self::ResetRequested,
            Action::PasswordReset => Self::PasswordReset,
            Action::PasswordChanged => Self::PasswordChanged,
            Action::SecondFactorBegun => Self::FactorBegun,
            Action::SecondFactorOn => Self::FactorOn,
            Action::SecondFactorOff | Action::SecondFactorReset => Self::FactorOff,
            Action::SecondFactorFailed => Self::FactorFailed,
            Action::RecoveryCodeUsed => Self::RecoveryCodeUsed,
            Action::RecoveryCodesBegun => Self::RecoveryCodesBegun,
            Action::RecoveryCodesRenewed => Self::RecoveryCodesRenewed,
            Action::PasskeyAdded => Self::PasskeyAdded,
            Action::PasskeyRenamed => Self::PasskeyRenamed,
            Action::PasskeyRemoved => Self::PasskeyRemoved,
            Action::PasskeyFailed | Action::PasskeyCopied => Self::PasskeyRefused,
            Action::ChangeRequested => Self::ChangeAsked,
            Action::ChangeMoved => match change {
                Some((ChangeKind::Email, ChangeState::Effective)) => Self::EmailChanged,
                Some((ChangeKind::Phone, ChangeState::Effective)) => Self::PhoneChanged,
                _ => Self::ChangeMoved,
            },
            Action::DataAsked => Self::DataAsked,
            Action::DataFetched => Self::DataFetched,
            Action::LogFetched => Self::LogFetched,
            Action::AccessEnded => Self::AccessEnded,
            Action::AccessBlocked => Self::AccessBlocked,
            _ => return None,
        })
    }

    /// Whether somebody was refused: the owner should look twice.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::LetterRefused
                | Self::PasswordWrong
                | Self::Locked
                | Self::FactorFailed
                | Self::PasskeyRefused
        )
    }
}

text_enum! {
    /// By whose hand.
    By { Somebody => "jemand", Office => "verwaltung", Portal => "portal" }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRow {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: Happening,
    /// By whose hand.
    pub by: By,
    /// "Firefox auf Windows", where it is known.
    pub device: String,
    /// The network part of the address; empty for the manager's own.
    pub network: String,
}

/// One page of lines, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
    /// The lines of this page.
    pub rows: Vec<LogRow>,
    /// How many there are.
    pub count: i64,
    /// The page, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_asked_for_has_words() {
        for action in Action::ALL {
            let told = Happening::of(*action, AuditResult::Done, None).is_some();
            assert_eq!(told, ACTIONS.contains(action), "{action}");
        }
    }

    #[test]
    fn a_line_is_told_by_what_came_of_it() {
        let email = |state| Some((ChangeKind::Email, state));
        let (done, refused) = (AuditResult::Done, AuditResult::Refused);
        for (action, result, change, wanted) in [
            (
                Action::ActivationTried,
                done,
                None,
                Happening::LetterRedeemed,
            ),
            (
                Action::ActivationTried,
                refused,
                None,
                Happening::LetterRefused,
            ),
            (
                Action::ChangeMoved,
                done,
                email(ChangeState::Effective),
                Happening::EmailChanged,
            ),
            (
                Action::ChangeMoved,
                done,
                email(ChangeState::Withdrawn),
                Happening::ChangeMoved,
            ),
            (
                Action::ChangeMoved,
                done,
                Some((ChangeKind::Phone, ChangeState::Effective)),
                Happening::PhoneChanged,
            ),
        ] {
            assert_eq!(Happening::of(action, result, change), Some(wanted));
        }
        assert!(Happening::PasswordWrong.is_warning() && !Happening::SignedIn.is_warning());
    }
}
