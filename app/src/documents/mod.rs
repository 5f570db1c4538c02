//! Documents as residents find them: folders, what is new, the copy of a lease that is not here.

pub mod api;
pub mod list;
pub mod row;
pub mod words;
