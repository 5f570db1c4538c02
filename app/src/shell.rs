//! html, head and body: the only markup that the server alone writes.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::posted::Posted;
use crate::{App, SiteAssets};

/// The document around the app; `options` are there because Leptos hands them over.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let assets = use_context::<SiteAssets>().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang="de" dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#FBFAF7"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141816"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="mobile-web-app-capable" content="yes"/>
                <meta name="apple-mobile-web-app-status-bar-style" content="default"/>
                {styles(&assets)}
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                {readdress()}
                {scripts(assets)}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

fn styles(assets: &SiteAssets) -> impl IntoView + use<> {
    let font = (!assets.font.is_empty()).then(|| {
        view! { <link rel="preload" href=assets.font.clone() r#as="font" r#type="font/woff2" crossorigin="anonymous"/> }
    });
    let css = (!assets.css.is_empty())
        .then(|| view! { <link rel="stylesheet" href=assets.css.clone()/> });
    view! {
        {css}
        <link rel="stylesheet" href="/brand.css"/>
        {font}
    }
}

/// A page that answers a form stands at the form's address; the browser's half looks for the page at its own, and a
/// reload must not send the form again. The server has read the address from a URL, where `<` cannot stand.
fn readdress() -> Option<impl IntoView> {
    let page = use_context::<Posted>()?.page;
    let script = format!("history.replaceState(null,\"\",{page:?})");
    Some(view! { <script nonce=use_nonce()>{script}</script> })
}

/// Loads the wasm with our own four words instead of Leptos', because the addresses carry hashes. Without a built
/// browser half the page stays what it is: plain forms.
fn scripts(assets: SiteAssets) -> Option<impl IntoView> {
    let SiteAssets { js, link, wasm, .. } = assets;
    (!js.is_empty() && !wasm.is_empty()).then(|| {
        let start = format!(
            "import init,{{hydrate}} from {js:?};init({{module_or_path:{wasm:?}}}).then(hydrate)"
        );
        view! {
            <link rel="modulepreload" href=js/>
            <link rel="modulepreload" href=link/>
            <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
            <script type="module" nonce=use_nonce()>{start}</script>
        }
    })
}
