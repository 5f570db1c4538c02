//! What is wrong with a form, above it, with a link to each field.

use domain::Refusal;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::AppError;
use crate::posted::FieldError;
use crate::use_i18n;

use crate::i18n::*;

/// What a server function complained about; `field` names the input a refusal belongs to, or `""` where it is about the
/// whole form or two inputs together: what is said above need not be said twice below.
pub fn complaints<S>(
    action: ServerAction<S>,
    field: fn(&Refusal) -> &'static str,
) -> Signal<Vec<FieldError>>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || {
        value.with(|value| match value {
            Some(Err(AppError::Refused(refusal))) => refusal
                .each()
                .iter()
                .map(|one| FieldError::new(field(one), one))
                .collect(),
            Some(Err(other)) => vec![FieldError::new("", other)],
            _ => Vec::new(),
        })
    })
}

/// The list of complaints; it takes the focus when one appears after sending.
#[component]
pub fn ErrorSummary(
    /// What is wrong.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let summary = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if errors.with(|errors| !errors.is_empty())
            && let Some(summary) = summary.get()
        {
            let _gone = summary.focus();
        }
    });
    view! {
        <Show when=move || errors.with(|errors| !errors.is_empty())>
            <div class="error-summary" role="alert" tabindex="-1" node_ref=summary>
                <h2>
                    {move || match errors.with(Vec::len) {
                        1 => t_string!(i18n, frame.check_one).to_owned(),
                        count => t_string!(i18n, frame.check_many, count = count),
                    }}
                </h2>
                <ul>{move || errors.get().into_iter().map(line).collect_view()}</ul>
            </div>
        </Show>
    }
    .into_any()
}

fn line(error: FieldError) -> AnyView {
    if error.field.is_empty() {
        return view! { <li>{error.message}</li> }.into_any();
    }
    let href = format!("#{}", error.field);
    let field = error.field;
    let jump = move |event: leptos::ev::MouseEvent| {
        if let Some(input) = document().get_element_by_id(&field) {
            event.prevent_default();
            let input: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(input);
            let _gone = input.focus();
        }
    };
    view! { <li><a href=href on:click=jump>{error.message}</a></li> }.into_any()
}
