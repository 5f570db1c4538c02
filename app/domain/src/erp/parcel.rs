//! Parcels of master data on their way into the portal.

use crate::macros::{id, text_enum};

id!(ParcelId, "Records that came together.");

text_enum! {
    /// By which way a parcel came.
    Source { Api => "api", Folder => "folder", Command => "command", Fetch => "fetch" }
}

text_enum! {
    /// Where a parcel stands.
    ParcelState {
        /// It is being written, chunk by chunk, and will be to its end.
        Applying => "applying",
        /// All of it is written.
        Applied => "applied",
        /// It waits for two people.
        Parked => "parked",
        /// Somebody threw it away.
        Discarded => "discarded",
    }
}
