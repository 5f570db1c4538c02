//! Whose device it is, asked wherever a session begins.

use leptos::prelude::*;

use crate::use_i18n;

use crate::i18n::*;

/// Two answers that say in words what stays on the device.
#[component]
pub(super) fn DeviceQuestion() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset class="field">
            <legend>{t_string!(i18n, access.device)}</legend>
            <div class="choices">
                <label class="check">
                    <input type="radio" name="own_device" value="true" checked/>
                    <span>
                        {t_string!(i18n, access.device_own)}
                        <small>{t_string!(i18n, access.device_own_sub)}</small>
                    </span>
                </label>
                <label class="check">
                    <input type="radio" name="own_device" value="false"/>
                    <span>
                        {t_string!(i18n, access.device_shared)}
                        <small>{t_string!(i18n, access.device_shared_sub)}</small>
                    </span>
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}
