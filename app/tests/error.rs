//! Errors on their way to the browser.

use app::AppError;
use domain::Refusal;
use leptos::server_fn::error::FromServerFnError;

#[test]
fn an_error_survives_the_way_to_the_browser() {
    for error in [
        AppError::Refused(Refusal::PasswordTooShort { min: 12 }),
        AppError::SignIn,
        AppError::NotFound,
    ] {
        assert_eq!(AppError::de(error.ser()), error);
    }
}
