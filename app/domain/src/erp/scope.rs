//! What a key of the ERP may do.

use std::fmt;
use std::str::FromStr;

use crate::Refusal;
use crate::macros::text_enum;

text_enum! {
    /// One thing that a key may do.
    Scope {
        /// Send master data and end it.
        MasterWrite => "master:write",
        /// Provide documents and withdraw them.
        DocumentsWrite => "documents:write",
        /// Fetch what the portal says to the ERP.
        ChangesRead => "changes:read",
        /// Acknowledge, confirm and reject it.
        ChangesWrite => "changes:write",
        /// Say that something has changed.
        EventsWrite => "events:write",
    }
}

/// All that a key may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// These, each once, in the order of the declaration.
    pub fn of(given: impl IntoIterator<Item = Scope>) -> Self {
        let given: Vec<Scope> = given.into_iter().collect();
        let all = Scope::ALL.iter().copied();
        Self(all.filter(|scope| given.contains(scope)).collect())
    }

    /// Whether a key with these may do it.
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether a key with these may do this and nothing else.
    pub fn are_only(&self, scope: Scope) -> bool {
        self.0 == [scope]
    }

    /// Whether a key with these may do nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }
}

/// Joined by blanks.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(Scope::as_str).collect();
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Scopes {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let words = text.split_whitespace().map(Scope::from_str);
        Ok(Self::of(words.collect::<Result<Vec<_>, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_a_set_with_one_spelling() {
        for (given, told) in [
            ("", ""),
            ("events:write", "events:write"),
            (
                "changes:write  master:write changes:write",
                "master:write changes:write",
            ),
        ] {
            let scopes: Scopes = given.parse().unwrap();
            assert_eq!(scopes.to_string(), told, "{given}");
        }
        assert!("master:read".parse::<Scopes>().is_err());
    }

    #[test]
    fn a_scope_allows_itself_and_nothing_beside_it() {
        for scope in Scope::ALL {
            let scopes = Scopes::of([*scope]);
            for other in Scope::ALL {
                assert_eq!(scopes.allow(*other), scope == other);
            }
            assert!(scopes.are_only(*scope));
        }
        let two = Scopes::of([Scope::ChangesRead, Scope::EventsWrite]);
        assert!(two.allow(Scope::EventsWrite) && !two.are_only(Scope::EventsWrite));
    }
}
