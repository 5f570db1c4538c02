//! An input with its label, hint and error, tied together for every reader.

use leptos::html::Input;
use leptos::prelude::*;

use super::raw_text;
use crate::posted::{FieldError, posted};
use crate::use_i18n;

use crate::i18n::*;

/// The first complaint about a field.
pub(super) fn error_of(
    errors: Signal<Vec<FieldError>>,
    name: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == name)?;
            Some(error.message.clone())
        })
    })
}

/// What was typed into a field of a refused form.
fn came_back(name: &str) -> Option<String> {
    posted().fields.remove(name)
}

/// What `aria-describedby` points to: the hint, and the error while there is one.
pub(super) fn described_by(
    name: &'static str,
    hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    move || {
        let wrong = error.with(Option::is_some);
        let parts: Vec<String> = [(hint, "hinweis"), (wrong, "fehler")]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, part)| format!("{name}-{part}"))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// Label, hint and error around any input whose id is `name`.
#[component]
pub fn FieldFrame(
    /// The input's id.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Where to find it, what it looks like; empty for none.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The person may leave it empty.
    #[prop(optional)]
    optional: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field">
            <label for=name>
                {label}
                {optional
                    .then(|| {
                        view! { " "<span class="optional">{t_string!(i18n, frame.optional)}</span> }
                    })}
            </label>
            {(!hint.is_empty())
                .then(|| view! { <p class="hint" id=format!("{name}-hinweis")>{hint}</p> })}
            {move || {
                error.get().map(|error| view! { <p class="error" id=format!("{name}-fehler")>{error}</p> })
            }}
            {children()}
        </div>
    }
    .into_any()
}

/// Writes into an input what is found for it later, and leaves it alone until then.
pub(super) fn fill(input: NodeRef<Input>, text: Signal<Option<String>>) {
    Effect::new(move |_| {
        if let (Some(input), Some(text)) = (input.get(), text.get()) {
            input.set_value(&text);
        }
    });
}

/// A one-line input; `name` is its id too.
#[component]
pub fn Field(
    /// Name in the form and id.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Where to find it, what it looks like.
    #[prop(optional, into)]
    hint: String,
    /// All complaints about the form; the field shows its own.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// WCAG 1.3.5: what the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// `short`, `code` or `phone`.
    #[prop(optional)]
    size: Option<&'static str>,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The person may leave it empty.
    #[prop(optional)]
    optional: bool,
    /// Filled in later, for instance from a scanned code.
    #[prop(optional, into)]
    filled: Signal<Option<String>>,
    /// For codes: no capital letters, corrections or spelling by the phone.
    #[prop(optional)]
    verbatim: bool,
) -> impl IntoView {
    let error = error_of(errors, name);
    let described = described_by(name, !hint.is_empty(), error);
    let input = NodeRef::<Input>::new();
    fill(input, filled);
    let verbatim = verbatim || kind == "email";
    let value = came_back(name).unwrap_or(value);
    view! {
        <FieldFrame name label hint error optional>
            <input
                id=name
                name=name
                type=kind
                value=value
                node_ref=input
                autocomplete=autocomplete
                inputmode=inputmode
                data-size=size
                maxlength=maxlength
                autocapitalize=verbatim.then_some("none")
                spellcheck=verbatim.then_some("false")
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            />
        </FieldFrame>
    }
    .into_any()
}

/// The input for six digits out of a mail or an app.
#[component]
pub fn CodeField(
    /// What is asked.
    label: &'static str,
    /// Where to find it.
    hint: &'static str,
    /// All complaints about the form; the field shows its own.
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    view! {
        <Field
            name="code"
            label
            hint
            errors
            autocomplete="one-time-code"
            inputmode="numeric"
            size="code"
        />
    }
    .into_any()
}

/// An input of several lines; `name` is its id too.
#[component]
pub fn TextArea(
    /// Name in the form and id.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps us.
    #[prop(optional, into)]
    hint: String,
    /// All complaints about the form; the field shows its own.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Height in lines.
    #[prop(default = 5)]
    rows: u32,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The person may leave it empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let error = error_of(errors, name);
    let described = described_by(name, !hint.is_empty(), error);
    let value = came_back(name).unwrap_or(value);
    view! {
        <FieldFrame name label hint error optional>
            <textarea
                id=name
                name=name
                rows=rows
                maxlength=maxlength
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                inner_html=raw_text(&value)
            ></textarea>
        </FieldFrame>
    }
    .into_any()
}
