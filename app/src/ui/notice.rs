//! A banner line: what is the case, with a sign and a word.

use leptos::prelude::*;

use super::icon;

/// The five tones of states and banners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know, being worked on.
    Info,
    /// You act next.
    ForYou,
    /// Done well.
    Ok,
    /// Look now.
    Urgent,
    /// Over.
    Done,
}

impl Tone {
    /// The word of `data-tone`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::ForYou => "for-you",
            Self::Ok => "ok",
            Self::Urgent => "urgent",
            Self::Done => "done",
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::ForYou => "question",
            Self::Ok => "check-circle",
            Self::Urgent => "warning",
            Self::Done => "check",
        }
    }
}

/// A banner line; `live` ones are read aloud when they appear.
#[component]
pub fn Notice(
    /// Its tone, which also chooses the sign.
    tone: Tone,
    /// The few bold words at its beginning.
    #[prop(optional, into)]
    title: String,
    /// It appears after the page was loaded.
    #[prop(optional)]
    live: bool,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice mb-6" data-tone=tone.word() role=live.then_some("status")>
            {icon(tone.sign())}
            <div>
                {(!title.is_empty()).then(|| view! { <strong>{title}</strong>" " })}
                {children()}
            </div>
        </div>
    }
    .into_any()
}
