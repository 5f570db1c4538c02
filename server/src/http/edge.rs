//! What all layers of the HTTP side share.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use service::Chance;

use super::{cookie::Cookies, erp::pace::Pace, throttle::Throttles};
use crate::config::{BaseUrl, Config, Network};

/// The settings and counters of the layers.
#[derive(Debug)]
pub struct Edge {
    /// The address people type.
    pub base_url: BaseUrl,
    /// Peers whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<Network>,
    /// Names and attributes of our cookies.
    pub cookies: Cookies,
    /// Counters per client address.
    pub throttles: Throttles,
    /// Counters per key of the ERP.
    pub erp: Pace,
    /// Where nonces and request ids come from.
    pub chance: Chance,
}

/// The edge as the layers hold it.
pub type Shared = Arc<Edge>;

impl Edge {
    /// The edge that `config` describes.
    pub fn new(config: &Config, chance: Chance) -> Shared {
        Arc::new(Self {
            base_url: config.server.base_url.clone(),
            trusted_proxies: config.server.trusted_proxies.clone(),
            cookies: Cookies::new(config.server.base_url.is_https()),
            throttles: Throttles::new(&config.security.throttle),
            erp: Pace::default(),
            chance,
        })
    }

    /// 128 random bits as 22 characters that need no escaping anywhere.
    pub fn random_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.chance.bytes::<16>())
    }
}
