//! `/brand.css`: the operator's colour, laid over the shipped one.

use axum::{Router, routing::get};
use http::header;

use crate::config::Config;

/// The sheet's address; pages link to it after the shipped sheet.
pub const PATH: &str = "/brand.css";

/// The sheet with the colours of `config`.
pub fn routes(config: &Config) -> Router {
    let company = &config.company;
    let sheet = format!(
        ":root{{--brand:{};--brand-soft:{};--brand-dark:{};--brand-dark-soft:{}}}\n",
        company.colour_light,
        company.soft_light(),
        company.colour_dark,
        company.soft_dark()
    );
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Router::new().route(PATH, get(move || async move { (headers, sheet) }))
}
