//! A new password: the rule, the input, and five German words for who wants them.

use leptos::prelude::*;

use crate::posted::FieldError;
use crate::ui::{PasswordField, icon, say, woken};
use crate::use_i18n;

use crate::i18n::*;

/// 128 beginnings: 7 bits each.
const FIRST: &str = "Abend Ahorn Amsel Anker Apfel April Bach Ball Bambus Band Beeren Berg Bern Birken Birnen Blatt \
    Blau Blumen Boot Brief Brot Bucht Buchen Bunt Butter Dach Damm Delfin Distel Dorf Drachen Eben Eich Eimer Eis \
    Elch Elster Enten Erbsen Erd Falken Farn Feder Feld Feuer Fichten Fisch Flieder Flut Forst Frost Garten Gelb \
    Gerste Gipfel Glas Gold Gras Grün Hafen Hafer Hagel Halm Hasen Heide Herbst Himmel Holz Honig Hügel Igel Insel \
    Juli Kamin Karten Kastanien Kerzen Kies Kirsch Klee Korn Kranich Kreide Kupfer Lachs Laub Lavendel Lerchen \
    Licht Linden Luft Mai Mandel Meer Milch Minz Mond Moos Möwen Mühl Nacht Nebel Nuss Obst Papier Pappel Perlen \
    Quell Regen Reh Rinden Rosen Rot Salz Sand Schiff Schilf Schnee See Silber Sommer Sonnen Stein Stern Tannen \
    Tau Wald Wiesen";

/// 64 endings: 6 bits each.
const SECOND: &str = "bank baum becher beet bild blume boden bogen boot brett brille brücke brunnen burg decke eimer \
    fahne fass feder fenster flasche flöte fuchs garten gasse glocke graben hut igel kachel kanne karte kiste \
    knopf korb krug laden lampe leiter löffel markt mauer mütze pfad pfeife platz rad ring schale schirm schlüssel \
    spiegel stein stiefel stuhl tasche teller tisch topf treppe turm ufer weg zaun";

/// Words in a suggestion: five of 13 bits make 65.
const WORDS: usize = 5;

/// Input for a new password with the rule and, once scripts run, a suggestion.
#[component]
pub(super) fn ChosenPassword(
    /// Name in the form and id.
    name: &'static str,
    /// Least number of characters.
    min: u32,
    /// All complaints about the form.
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let suggestion = RwSignal::new(None::<String>);
    let suggest = move |_| {
        suggestion.set(passphrase());
        say(t_string!(i18n, access.suggested));
    };
    view! {
        <PasswordField
            name
            label=t_string!(i18n, access.new_password)
            hint=t_string!(i18n, access.password_hint, min = min)
            errors
            autocomplete="new-password"
            suggestion
        />
        <Show when=move || woken().get()>
            <div>
                <button type="button" class="btn btn-quiet" on:click=suggest>
                    {icon("key")}
                    {t_string!(i18n, access.suggest)}
                </button>
                <Show when=move || suggestion.with(Option::is_some)>
                    <p class="hint">{t_string!(i18n, access.suggested)}</p>
                    <p><code>{move || suggestion.get()}</code></p>
                </Show>
            </div>
        </Show>
    }
    .into_any()
}

/// Five words from the browser's own source of chance; nothing without one.
fn passphrase() -> Option<String> {
    let mut chance = [0_u8; WORDS * 2];
    window()
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut chance)
        .ok()?;
    let word = |pair: &[u8]| {
        let [first, second] = pair else { return None };
        let first = FIRST.split_whitespace().nth(usize::from(first & 127))?;
        let second = SECOND.split_whitespace().nth(usize::from(second & 63))?;
        Some(format!("{first}{second}"))
    };
    let words: Option<Vec<String>> = chance.chunks(2).map(word).collect();
    Some(words?.join("-"))
}
