//! What the portal keeps about a person: the archive for them, who looked at it, and what goes when.

pub mod archive;
pub mod look;
pub mod retention;

pub use archive::{Archive, ArchiveId, ArchiveStage};
pub use look::{Look, LookList, LookedAt};
pub use retention::{DeletionPage, Fate, Kept, Record};
