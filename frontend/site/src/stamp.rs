//! Remembers which inputs a step has already worked on, so that a second run skips it.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::places::{Places, read_text, write};

/// The inputs of the last run, by step; kept in `frontend/dist/.stamp`.
#[derive(Debug, Default)]
pub struct Stamp {
    seen: BTreeMap<String, String>,
}

impl Stamp {
    /// Reads the stamp; a missing or damaged one only means more work.
    pub fn read(places: &Places) -> Self {
        let text = read_text(&places.dist().join(".stamp")).unwrap_or_default();
        Self {
            seen: serde_json::from_str(&text).unwrap_or_default(),
        }
    }

    /// True if the step has worked on exactly these inputs.
    pub fn knows(&self, step: &str, inputs: &str) -> bool {
        self.seen.get(step).is_some_and(|seen| seen == inputs)
    }

    /// Notes that the step has worked on these inputs.
    pub fn note(mut self, places: &Places, step: &str, inputs: String) -> Result<(), Fault> {
        self.seen.insert(step.to_owned(), inputs);
        write(
            &places.dist().join(".stamp"),
            &serde_json::to_vec(&self.seen)?,
        )
        .map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_inputs_are_known() {
        let stamp = Stamp {
            seen: BTreeMap::from([("bind".to_owned(), "a1".to_owned())]),
        };
        assert!(stamp.knows("bind", "a1"));
        assert!(!stamp.knows("bind", "a2"));
        assert!(!stamp.knows("styles", "a1"));
    }
}
