//! `/manifest.webmanifest`: what a phone needs to install the portal.

use axum::{Router, routing::get};
use http::header;
use serde_json::{Value, json};

use super::assets;
use crate::config::Config;

/// Light paper, as `style/main.css` has it.
const PAPER: &str = "#FBFAF7";
/// File, size and purpose; the site builder's names.
const ICONS: &[(&str, &str, &str)] = &[
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
    ("icon-monochrome-512.png", "512x512", "monochrome"),
];
/// Name, address and icon of the entries of a long press.
const SHORTCUTS: &[(&str, &str, &str)] = &[
    ("Schaden melden", "/melden", "shortcut-report-96.png"),
    ("Meine Vorgänge", "/vorgaenge", "shortcut-tickets-96.png"),
    ("Mein Vertrag", "/vertrag", "shortcut-documents-96.png"),
];

/// The manifest's text; it hangs on the configuration only.
#[derive(Clone, Debug)]
pub struct WebManifest(String);

impl WebManifest {
    /// The manifest of the portal that `config` describes.
    pub fn new(config: &Config) -> Self {
        let company = &config.company;
        let manifest = json!({
            "id": "/",
            "name": format!("{} – {}", company.portal_name, company.name),
            "short_name": company.short_name,
            "description": format!("Das Kundenportal von {}: Schäden melden, Vorgänge verfolgen.", company.name),
            "lang": "de",
            "dir": "ltr",
            "start_url": "/?quelle=app",
            "scope": "/",
            "display": "standalone",
            "display_override": ["standalone", "minimal-ui"],
            "orientation": "any",
            "theme_color": PAPER,
            "background_color": PAPER,
            "categories": ["utilities"],
            "icons": ICONS.iter().filter_map(|(file, sizes, purpose)| icon(file, sizes, purpose)).collect::<Vec<_>>(),
            "shortcuts": SHORTCUTS.iter().map(|(name, url, file)| {
                let icons: Vec<Value> = icon(file, "96x96", "any").into_iter().collect();
                json!({ "name": name, "url": url, "icons": icons })
            }).collect::<Vec<_>>(),
            "launch_handler": { "client_mode": "navigate-existing" },
            "prefer_related_applications": false,
        });
        Self(manifest.to_string())
    }

    /// The one route of this file.
    pub fn routes(&self) -> Router {
        let text = self.0.clone();
        let headers = [
            (header::CONTENT_TYPE, "application/manifest+json"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        Router::new().route(
            "/manifest.webmanifest",
            get(move || async move { (headers, text) }),
        )
    }
}

fn icon(file: &str, sizes: &str, purpose: &str) -> Option<Value> {
    let src = assets::address(file)?;
    Some(json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_the_operators_portal() {
        let text =
            "[company]\nname = \"Hof GmbH\"\nportal_name = \"Mein Hof\"\nshort_name = \"Hof\"\n";
        let config = Config::from_text("haus.toml", text).expect("valid");
        let manifest: Value = serde_json::from_str(&WebManifest::new(&config).0).expect("JSON");
        assert_eq!(manifest["name"], "Mein Hof – Hof GmbH");
        assert_eq!(manifest["short_name"], "Hof");
        assert_eq!(manifest["id"], "/");
        assert_eq!(manifest["start_url"], "/?quelle=app");
        assert_eq!(manifest["display"], "standalone");
    }
}
