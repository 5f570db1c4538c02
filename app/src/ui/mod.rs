//! What two features share: form parts, states, dates, errors. Classes are those of `style/COMPONENTS.md`.
//!
//! A page is a `Head` and content; below its `Head` it loads through `loaded_below`, as a whole through `loaded`; a form
//! complains through `FieldError`s:
//!
//! ```text
//! let tickets = Resource::new(|| (), |()| api::list(true, 1));
//! view! {
//!     <Head title=t_string!(i18n, tickets.title) lead=… eyebrow=… back=("/vorgaenge", "Meine Vorgänge") />
//!     {loaded_below(tickets, |list| view! { … })}
//! }
//!
//! let save = ServerAction::<api::Save>::new();
//! let errors = complaints(save, |refusal| match refusal { Refusal::EmailInvalid => "email", _ => "" });
//! <ActionForm action=save attr:class="form">
//!     <ErrorSummary errors/>
//!     <Field name="email" label=… hint=… errors kind="email" autocomplete="username"/>
//!     <PasswordField name="password" label=… errors autocomplete="current-password"/>
//!     <div class="actions"><Submit label=… pending=save.pending()/></div>
//! </ActionForm>
//! ```
//!
//! `icon("home")` draws `#i-home`; `frame()` is the portal and who is signed in; `today()` is the German date; `woken()` turns true once the page
//! is hydrated (scripts only then); `say(text)` speaks through the polite live region.

mod button;
mod error_summary;
mod facts;
mod field;
mod head;
mod icon;
mod link_row;
mod load;
mod moment;
mod notice;
mod pager;
mod password;
mod progress;
mod raw_text;
mod sight;
mod speak;
mod state_chip;

pub use button::Submit;
pub use error_summary::{ErrorSummary, complaints};
pub use facts::{Fact, Facts};
pub use field::{CodeField, Field, FieldFrame, TextArea};
pub use head::Head;
pub use icon::{icon, icon_large, icon_small};
pub use link_row::link_row;
pub use load::{loaded, loaded_below, skeleton};
pub use moment::{Day, Moment};
pub use notice::{Notice, Tone};
pub use pager::{page_number, pager};
pub use password::PasswordField;
pub use progress::{Progress, Steps};
pub use raw_text::raw_text;
pub use sight::keep_in_sight;
pub(crate) use speak::provide_voice;
pub use speak::{LiveRegion, say};
pub use state_chip::{StateChip, state_word};

pub use crate::frame::{frame, today, woken};
