//! Whom to call: cards with numbers to press.

use domain::contract::Contact;
use leptos::prelude::*;

use crate::access::tel;
use crate::ui::icon;

/// The cards of all contacts; nothing without any.
pub fn contacts(all: &[Contact]) -> Option<AnyView> {
    (!all.is_empty()).then(|| {
        let cards = all.iter().map(card).collect_view();
        view! { <div class="contacts">{cards}</div> }.into_any()
    })
}

/// One card.
pub fn card(contact: &Contact) -> AnyView {
    let phone = contact.phone.clone().map(|number| {
        let href = tel(&number);
        view! { <a href=href>{icon("phone")}{number}</a> }
    });
    let email = contact.email.clone().map(|address| {
        let href = format!("mailto:{address}");
        view! { <a href=href>{icon("mail")}{address}</a> }
    });
    let hours = contact.hours.clone().map(|hours| {
        view! { <p class="contact-hours">{hours}</p> }
    });
    view! {
        <div class="contact">
            <p class="contact-role">{contact.role.clone()}</p>
            <p class="contact-name">{contact.name.clone()}</p>
            {phone}
            {email}
            {hours}
        </div>
    }
    .into_any()
}
