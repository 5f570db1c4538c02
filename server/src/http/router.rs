//! Puts the guards around the routes.

use axum::{Router, middleware};
use tower_http::csrf::CsrfLayer;

use super::{
    address, assets, brand, csrf, edge::Shared, headers, health, health::Readiness, host, limits,
    panic, report, throttle, trace, webmanifest::WebManifest,
};
use crate::config::Config;

/// The routes that come from elsewhere.
#[derive(Debug, Default)]
pub struct Routes {
    /// Pages and server functions, with the fallback for unknown addresses; bodies up to 64 KiB.
    pub pages: Router,
    /// Routes that read their body with [`super::upload`].
    pub uploads: Router,
    /// What the ERP asks, which proves itself with each request.
    pub erp: Router,
}

/// The whole of the portal's HTTP side.
pub fn build(edge: &Shared, config: &Config, routes: Routes, ready: Readiness) -> Router {
    // The layer added last is the outermost.
    let guarded = routes
        .pages
        .merge(report::routes())
        .merge(WebManifest::new(config).routes())
        .merge(brand::routes(config))
        .layer(middleware::from_fn(limits::ordinary))
        .merge(routes.uploads.layer(middleware::from_fn(limits::upload)))
        .layer(middleware::from_fn_with_state(edge.clone(), throttle::slow))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(edge.clone(), csrf::guard))
        .merge(routes.erp)
        .layer(middleware::from_fn_with_state(edge.clone(), host::check))
        .layer(middleware::from_fn_with_state(edge.clone(), address::find));
    let answers = guarded
        .merge(health::routes(ready))
        .layer(middleware::from_fn(panic::catch))
        .layer(middleware::from_fn_with_state(edge.clone(), headers::set))
        .layer(middleware::from_fn_with_state(edge.clone(), trace::write));
    // A router of its own: a request for a file must not pay for cloning the layers it never reaches.
    Router::new()
        .fallback_service(answers)
        .layer(middleware::from_fn_with_state(
            assets::Shelf::new(edge.base_url.is_https()),
            assets::serve,
        ))
}
