//! What happens in the demo company's houses: damage and concerns, each with the words of both sides.

mod concerns;
mod damp;
mod doors;
mod electricity;
mod heating;
mod house;
mod lift;
mod other;
mod outside;
mod papers;
mod water;

use domain::Topic;
use domain::ticket::Place;

use ::photo::painted::PhotoKind;

/// Whose contract a story fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Anybody who lives in the house.
    Anyone,
    /// Somebody with a lease of a flat.
    Tenant,
    /// Somebody who owns a flat.
    Owner,
    /// A shop.
    Shop,
    /// Somebody with a parking space.
    Parking,
    /// Anybody in a house with a lift.
    WithLift,
}

/// When in the year it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    /// In any month.
    Any,
    /// October to April.
    Cold,
    /// May to September.
    Warm,
}

/// One story; texts that do not fit it are empty, and the story never takes that turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story {
    pub topic: Topic,
    pub place: Option<Place>,
    pub who: Who,
    pub season: Season,
    pub urgent: bool,
    /// Title and text, told in one or several ways.
    pub reports: &'static [(&'static str, &'static str)],
    pub photos: &'static [PhotoKind],
    /// Staff ask, the resident answers.
    pub question: &'static str,
    pub answer: &'static str,
    /// Who repairs it; concerns have none.
    pub firm: &'static str,
    /// Staff say that it is ordered, or what they will do.
    pub ordered: &'static str,
    /// What staff tell each other.
    pub note: &'static str,
    /// Staff say that it is done.
    pub done: &'static str,
    /// The resident confirms in words.
    pub thanks: &'static str,
    /// The resident says it is not done after all.
    pub again: &'static str,
    /// Staff refuse.
    pub refused: &'static str,
}

/// All stories.
pub(super) fn all() -> Vec<&'static Story> {
    [
        heating::STORIES,
        water::STORIES,
        electricity::STORIES,
        doors::STORIES,
        damp::STORIES,
        lift::STORIES,
        house::STORIES,
        outside::STORIES,
        other::STORIES,
        papers::STORIES,
        concerns::STORIES,
    ]
    .into_iter()
    .flatten()
    .collect()
}
