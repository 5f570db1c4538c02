//! The pages of `app`: their routes, and what each rendering and each server function finds in its context.

use std::{collections::BTreeMap, sync::Arc};

use app::{
    App, SiteAssets,
    frame::Welcome,
    posted::{FieldError, Posted},
    ssr::CookieRules,
};
use axum::{
    Router,
    body::Body,
    extract::Request,
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
};
use domain::portal::Frame;
use http::{Method, StatusCode, Uri, request::Parts};
use leptos::{
    config::LeptosOptions,
    nonce::Nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{LeptosRoutes, generate_route_list, render_app_async_with_context};
use service::{Caller, Services};

use super::{
    archives, assets, bundles,
    cookie::{Cookies, Jar},
    csrf::{SERVER_FUNCTIONS, is_unsafe},
    documents,
    edge::Shared,
    erp, forms,
    headers::PageNonce,
    mandates, outcomes,
    page::Notice,
    photos, receipts,
    recognise::{ErpNeeds, OFFLINE, recognise},
    router::Routes,
    security_log, throttle, typed,
};
use crate::config::Data;

/// Everything the routes hand on; cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    /// The use cases.
    pub services: Services,
    /// Names of the cookies.
    pub cookies: Cookies,
    /// Where uploads lie on their way in.
    pub data: Arc<Data>,
    options: LeptosOptions,
    edge: Shared,
}

impl Site {
    /// The site of these services.
    pub fn new(services: Services, edge: &Shared, data: &Data) -> Self {
        let options = LeptosOptions::builder().output_name("hausportal").build();
        Self {
            services,
            cookies: edge.cookies,
            data: Arc::new(data.clone()),
            options,
            edge: edge.clone(),
        }
    }

    /// Pages, server functions, photos, receipts, archives and the forms that carry photos.
    pub fn routes(&self) -> Routes {
        let pages = generate_route_list(App);
        let (options, site) = (self.options.clone(), self.clone());
        let shell = move || app::shell(options.clone());
        let missing = {
            let site = self.clone();
            move |request: Request| async move { site.missing(request).await }
        };
        let pages = Router::new()
            .leptos_routes_with_context(&self.options, pages, move || site.provide(), shell)
            .fallback(missing)
            .with_state(self.options.clone())
            .layer(from_fn_with_state(self.clone(), typed::bring_back))
            .merge(photos::routes())
            .merge(receipts::routes())
            .merge(mandates::routes())
            .merge(documents::routes())
            .merge(archives::routes())
            .merge(security_log::routes())
            .merge(outcomes::routes());
        let known = from_fn_with_state(self.clone(), recognise);
        let paced = from_fn_with_state(self.edge.clone(), throttle::pace);
        Routes {
            pages: pages.layer(paced.clone()).layer(known.clone()),
            uploads: forms::routes(self.clone())
                .merge(documents::forms(self.clone()))
                .layer(paced)
                .layer(known),
            erp: self.erp(),
        }
    }

    /// What the ERP asks, where there is one.
    fn erp(&self) -> Router {
        match self.services.settings().erp.enabled {
            true => erp::routes(self.services.clone(), &self.edge),
            false => Router::new(),
        }
    }

    /// Renders the page at `address`, whose form was refused, for the one who sent `parts`.
    pub async fn render_refused(
        &self,
        parts: &Parts,
        address: Uri,
        fields: BTreeMap<String, String>,
        errors: Vec<FieldError>,
    ) -> Response {
        let posted = Posted {
            page: address.to_string(),
            fields,
            errors,
        };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = address;
        *request.headers_mut() = parts.headers.clone();
        *request.extensions_mut() = parts.extensions.clone();
        request.extensions_mut().insert(posted);
        let mut response = self.render(request).await;
        if response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        response
    }

    /// A page for a person who looks; one sentence for whatever sends something to nowhere.
    async fn missing(&self, request: Request) -> Response {
        if is_unsafe(request.method()) || request.uri().path().starts_with(SERVER_FUNCTIONS) {
            return nowhere().answer(request.headers());
        }
        if let Some(page) = without_slash(request.uri()) {
            return Redirect::permanent(&page).into_response();
        }
        let mut response = self.render(request).await;
        *response.status_mut() = StatusCode::NOT_FOUND;
        response
    }

    async fn render(&self, request: Request) -> Response {
        let (site, options) = (self.clone(), self.options.clone());
        let shell = move || app::shell(options.clone());
        render_app_async_with_context(move || site.provide(), shell)(request).await
    }

    /// Fills the context of one rendering or one server function.
    fn provide(&self) {
        provide_context(CookieRules {
            session: self.cookies.name(Jar::Session),
            registration: self.cookies.name(Jar::Registration),
            half_session: self.cookies.name(Jar::HalfSession),
            contract: self.cookies.name(Jar::Contract),
            secure: self.cookies.is_secure(),
        });
        provide_context(site_assets());
        if let Some(bundles) = bundles::manifest() {
            provide_context(bundles);
        }
        let Some(parts) = use_context::<Parts>() else {
            return;
        };
        if let Some(caller) = parts.extensions.get::<Caller>() {
            provide_context(Welcome {
                frame: Frame {
                    erp_needs: parts
                        .extensions
                        .get::<ErpNeeds>()
                        .map_or(0, |needs| needs.0),
                    ..caller.frame()
                },
                recognised: parts.uri.path() != OFFLINE,
            });
            provide_context(caller.clone());
        }
        // The policy in the answer's header names this nonce: Leptos' own would be refused by the browser.
        if let Some(nonce) = parts.extensions.get::<PageNonce>() {
            provide_context(Nonce::from_value(nonce.0.clone()));
        }
        if let Some(posted) = parts.extensions.get::<Posted>() {
            provide_context(posted.clone());
        }
    }
}

/// The same address without the slash at its end. Only plain paths: a browser takes `//` and `/\` for another host.
fn without_slash(asked: &Uri) -> Option<String> {
    let page = asked.path().strip_suffix('/')?;
    let plain = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !page.strip_prefix('/')?.split('/').all(plain) {
        return None;
    }
    Some(match asked.query() {
        Some(query) => format!("{page}?{query}"),
        None => page.to_owned(),
    })
}

fn nowhere() -> Notice {
    Notice::new(
        StatusCode::NOT_FOUND,
        "Das haben wir nicht gefunden",
        "Diese Adresse gibt es nicht mehr. Laden Sie die Seite neu, und versuchen Sie es noch einmal.",
    )
}

fn site_assets() -> SiteAssets {
    SiteAssets {
        js: assets::ENTRY.js.to_owned(),
        link: assets::ENTRY.link.to_owned(),
        wasm: assets::ENTRY.wasm.to_owned(),
        css: assets::ENTRY.css.to_owned(),
        font: assets::ENTRY.font.to_owned(),
        sprite: assets::ENTRY.sprite.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_too_many_leads_to_the_page_and_never_elsewhere() {
        for (asked, page) in [
            ("/vorgaenge/", Some("/vorgaenge")),
            ("/vorgaenge/?ansicht=alle", Some("/vorgaenge?ansicht=alle")),
            ("/gibt-es-nicht", None),
            ("//fremd.example/", None),
            ("/\\fremd.example/", None),
            ("/a//", None),
        ] {
            let asked: Uri = asked.parse().unwrap();
            assert_eq!(without_slash(&asked).as_deref(), page, "{asked}");
        }
    }
}
