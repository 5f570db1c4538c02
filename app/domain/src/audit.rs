//! The words of the audit log.

use crate::macros::text_enum;

text_enum! {
    /// Whether what was tried was done.
    AuditResult { Done => "done", Refused => "refused" }
}

text_enum! {
    /// What was done to what; the object's id stands beside it.
    Action {
        ActivationTried => "activation_tried",
        AccountCreated => "account_created",
        SignedIn => "signed_in",
        SignInFailed => "sign_in_failed",
        SignInLocked => "sign_in_locked",
        SourceBlocked => "source_blocked",
        SignedOut => "signed_out",
        SessionEnded => "session_ended",
        ResetRequested => "reset_requested",
        PasswordReset => "password_reset",
        PasswordChanged => "password_changed",
        SecondFactorBegun => "second_factor_begun",
        SecondFactorOn => "second_factor_on",
        SecondFactorOff => "second_factor_off",
        SecondFactorReset => "second_factor_reset",
        SecondFactorAsked => "second_factor_asked",
        SecondFactorFailed => "second_factor_failed",
        EmailCodeSent => "email_code_sent",
        EmailConfirmed => "email_confirmed",
        LetterMade => "letter_made",
        LetterRequested => "letter_requested",
        Imported => "imported",
        StaffAdded => "staff_added",
        PropertyEnabled => "property_enabled",
        TicketOpened => "ticket_opened",
        TicketReplied => "ticket_replied",
        TicketNoted => "ticket_noted",
        TicketMoved => "ticket_moved",
        TicketAssigned => "ticket_assigned",
        TicketShared => "ticket_shared",
        TicketSeen => "ticket_seen",
        InboxSeen => "inbox_seen",
        PhotoSeen => "photo_seen",
        ReceiptSeen => "receipt_seen",
        AccessDenied => "access_denied",
        Upkeep => "upkeep",
    }
}
