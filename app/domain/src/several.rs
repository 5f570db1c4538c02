//! Several refusals at once: whoever corrects a form wants to know of all its faults.

use crate::Refusal;

impl Refusal {
    /// The one refusal that says all of these; nothing where there is none.
    pub fn of(mut all: Vec<Self>) -> Option<Self> {
        match all.len() {
            0 | 1 => all.pop(),
            _ => Some(Self::Several(all)),
        }
    }

    /// Each of them, one by one.
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Several(all) => all,
            one => std::slice::from_ref(one),
        }
    }
}

/// All sentences, one after the other.
pub(crate) fn sentences(all: &[Refusal]) -> String {
    let said: Vec<String> = all.iter().map(Refusal::to_string).collect();
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_named_and_one_alone_stays_itself() {
        assert_eq!(Refusal::of(Vec::new()), None);
        let one = Refusal::of(vec![Refusal::TitleMissing]).unwrap();
        assert_eq!((&one, one.each().len()), (&Refusal::TitleMissing, 1));
        let both = Refusal::of(vec![Refusal::TitleMissing, Refusal::TextMissing]).unwrap();
        assert_eq!(both.each(), [Refusal::TitleMissing, Refusal::TextMissing]);
        assert_eq!(
            both.to_string(),
            format!("{} {}", Refusal::TitleMissing, Refusal::TextMissing)
        );
    }
}
