//! One sign of the sprite.

use leptos::prelude::*;

use crate::assets::Sprite;

/// An icon beside a word; readers skip it. `name` is what stands after `i-` in the sprite.
pub fn icon(name: &'static str) -> AnyView {
    drawn("icon", name)
}

/// 32 px.
pub fn icon_large(name: &'static str) -> AnyView {
    drawn("icon icon-lg", name)
}

/// 18 px.
pub fn icon_small(name: &'static str) -> AnyView {
    drawn("icon icon-sm", name)
}

fn drawn(class: &'static str, name: &'static str) -> AnyView {
    let sprite = use_context::<Sprite>().map(|sprite| sprite.0);
    let href = format!("{}#i-{name}", sprite.unwrap_or_default());
    view! { <svg class=class aria-hidden="true"><use_ href=href></use_></svg> }.into_any()
}
