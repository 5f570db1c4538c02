//! What an ERP says of a change without saying what it is.

use crate::macros::text_enum;

text_enum! {
    /// What happened to a record, as the ERP sees it. The portal fetches it in either case: what counts is what it is now.
    EventAction {
        /// It is new.
        Created => "created",
        /// It is another than before.
        Updated => "updated",
        /// It is gone; only an explicit end ends anything.
        Deleted => "deleted",
    }
}
