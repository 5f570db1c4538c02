//! Who the server has recognised: told to the browser with the page.

use chrono::NaiveDate;
use domain::portal::{Frame, Portal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The portal and who is signed in; the server provides it as a context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// What stands around the page.
    pub frame: Frame,
    /// False on the page without network, which is the same for everybody: who is signed in was not asked.
    pub recognised: bool,
}

/// Tells the browser's half what the server knows.
pub(crate) fn provide() {
    if let Some(welcome) = SharedValue::new(use_context::<Welcome>).into_inner() {
        provide_context(welcome);
    }
}

/// The portal and who is signed in.
pub fn frame() -> Frame {
    use_context::<Welcome>().map_or_else(nameless, |welcome| welcome.frame)
}

/// The German date.
pub fn today() -> NaiveDate {
    with_context::<Welcome, _>(|welcome| welcome.frame.today).unwrap_or_default()
}

/// How often the gateway to the ERP needs somebody: as the server said, until its page knows better.
#[derive(Clone, Copy)]
struct Needs(RwSignal<i64>);

/// Keeps the number beside the gateway's way.
pub(crate) fn provide_needs() {
    provide_context(Needs(RwSignal::new(frame().erp_needs)));
}

/// How often the gateway to the ERP needs somebody.
pub(crate) fn needs() -> RwSignal<i64> {
    use_context::<Needs>().map_or_else(|| RwSignal::new(0), |needs| needs.0)
}

/// Whether the server was asked who is signed in, and has said so. Where it has not, nothing follows from nobody being
/// there: what the device keeps stays.
pub(super) fn recognised() -> bool {
    use_context::<Welcome>().is_some_and(|welcome| welcome.recognised)
}

/// Where the routes are only listed there is no portal.
fn nameless() -> Frame {
    Frame {
        portal: Portal {
            company: String::new(),
            name: "Hausportal".to_owned(),
            street: String::new(),
            town: String::new(),
            contact: domain::contract::Contact {
                role: String::new(),
                name: String::new(),
                phone: None,
                email: None,
                hours: None,
            },
            password_min: 12,
            letter_days: 30,
            leases_signed_after: None,
            demo: false,
        },
        me: None,
        erp_needs: 0,
        today: NaiveDate::default(),
    }
}
