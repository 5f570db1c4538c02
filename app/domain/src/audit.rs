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
        AccountRecovered => "account_recovered",
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
        RecoveryCodeUsed => "recovery_code_used",
        RecoveryCodesBegun => "recovery_codes_begun",
        RecoveryCodesRenewed => "recovery_codes_renewed",
        PasskeyBegun => "passkey_begun",
        PasskeyAdded => "passkey_added",
        PasskeyRenamed => "passkey_renamed",
        PasskeyRemoved => "passkey_removed",
        PasskeyFailed => "passkey_failed",
        PasskeyCopied => "passkey_copied",
        EmailCodeSent => "email_code_sent",
        EmailConfirmed => "email_confirmed",
        LetterMade => "letter_made",
        LetterRequested => "letter_requested",
        RecoveryOrdered => "recovery_ordered",
        Imported => "imported",
        ParcelReceived => "parcel_received",
        ParcelParked => "parcel_parked",
        ParcelReleased => "parcel_released",
        ParcelDiscarded => "parcel_discarded",
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
        ChangeRequested => "change_requested",
        ChangeCodeSent => "change_code_sent",
        ChangeMoved => "change_moved",
        ChangesSeen => "changes_seen",
        ChangeReleased => "change_released",
        ChangeReminded => "change_reminded",
        ErpSeen => "erp_seen",
        ErpRetried => "erp_retried",
        IbanSeen => "iban_seen",
        MandateSeen => "mandate_seen",
        NoticeSeen => "notice_seen",
        DocumentProvided => "document_provided",
        DocumentWithdrawn => "document_withdrawn",
        DocumentOpened => "document_opened",
        DocumentPosted => "document_posted",
        DocumentSeen => "document_seen",
        DocumentsSeen => "documents_seen",
        DocumentSetAdded => "document_set_added",
        DocumentSetPublished => "document_set_published",
        DocumentSetDiscarded => "document_set_discarded",
        DocumentSetSeen => "document_set_seen",
        RolloutTakenBack => "rollout_taken_back",
        RolloutSeen => "rollout_seen",
        LettersOrdered => "letters_ordered",
        BatchSeen => "batch_seen",
        LettersTaken => "letters_taken",
        LettersPosted => "letters_posted",
        PersonsSearched => "persons_searched",
        PersonSeen => "person_seen",
        AccessDenied => "access_denied",
        DataAsked => "data_asked",
        DataPrepared => "data_prepared",
        DataFetched => "data_fetched",
        DeletionAsked => "deletion_asked",
        AccessEnded => "access_ended",
        AccessBlocked => "access_blocked",
        LogFetched => "log_fetched",
        ErpKeyAdded => "erp_key_added",
        ErpKeyRotated => "erp_key_rotated",
        ErpKeyRevoked => "erp_key_revoked",
        ErpEventsHeard => "erp_events_heard",
        ErpRecordGone => "erp_record_gone",
        Upkeep => "upkeep",
    }
}

impl Action {
    /// Whether somebody read something and changed nothing: all of these end in `_seen`, but for letters that were taken
    /// as PDF.
    pub fn is_look(self) -> bool {
        self == Self::LettersTaken || self.as_str().ends_with("_seen")
    }
}
