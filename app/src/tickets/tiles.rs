//! One choice out of few, as tiles with icon and word.

use leptos::prelude::*;

use crate::posted::FieldError;
use crate::ui::icon;

/// One tile.
#[derive(Debug, Clone, Copy)]
pub struct Tile {
    /// What the form sends.
    pub value: &'static str,
    /// Its icon.
    pub sign: &'static str,
    /// Its word.
    pub word: &'static str,
    /// A second, smaller line.
    pub sub: Option<&'static str>,
}

/// The tiles under a question, with `more` behind them; the first one has the field's name as its id, so that a complaint can lead to it.
pub fn tiles(
    name: &'static str,
    question: &'static str,
    columns: &'static str,
    tiles: Vec<Tile>,
    chosen: &str,
    more: AnyView,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    let error = Signal::derive(move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == name)?;
            Some(error.message.clone())
        })
    });
    let wrong = move || error.with(Option::is_some);
    let choices = tiles
        .into_iter()
        .enumerate()
        .map(|(index, tile)| {
            let id = (index == 0).then_some(name);
            let checked = tile.value == chosen;
            view! {
                <label class="choice">
                    <input type="radio" id=id name=name value=tile.value checked=checked/>
                    {icon(tile.sign)}
                    <span>{tile.word}{tile.sub.map(|sub| view! { <small>{sub}</small> })}</span>
                </label>
            }
        })
        .collect_view();
    let told = format!("{name}-fehler");
    let described = {
        let told = told.clone();
        move || wrong().then(|| told.clone())
    };
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend>{question}</legend>
            {move || error.get().map(|error| view! { <p class="error" id=told.clone()>{error}</p> })}
            <div class="choices" data-columns=columns>{choices}{more}</div>
        </fieldset>
    }
    .into_any()
}
