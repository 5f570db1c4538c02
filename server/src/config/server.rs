//! Section `[server]`: where the portal listens and how people reach it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::{BaseUrl, ConfigError, Network};

/// Address, public name and caps of the HTTP side.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address people type; links in mails and letters begin with it.
    pub base_url: BaseUrl,
    /// Peers whose `X-Forwarded-For` counts; exempt from `per_address`.
    pub trusted_proxies: Vec<Network>,
    /// Connections at the same time, in total.
    pub max_connections: u32,
    /// Connections at the same time from one address (IPv6: one /64).
    pub per_address: u32,
}

impl Server {
    /// Reads `listen`, and without a `base_url` names the address under which this machine reaches it.
    pub(super) fn reach(table: &mut Table) -> Result<(), ConfigError> {
        let Some(Value::Table(server)) = table.get_mut("server") else {
            return Ok(());
        };
        let text = |key: &str| server.get(key).and_then(Value::as_str).unwrap_or_default();
        let listen: SocketAddr = text("listen").parse().map_err(|_| {
            let reason = format!(
                "„{}“ ist keine Adresse mit Port, wie 127.0.0.1:3000 eine ist.",
                text("listen")
            );
            ConfigError::refused("server.listen", reason)
        })?;
        if text("base_url").is_empty() {
            let host = match listen.ip() {
                ip if ip.is_loopback() => ip,
                _ => IpAddr::V4(Ipv4Addr::LOCALHOST),
            };
            let own = SocketAddr::new(host, listen.port());
            server.insert(
                "base_url".to_owned(),
                Value::String(format!("http://{own}")),
            );
        }
        Ok(())
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !self.base_url.is_https() && !self.base_url.is_loopback() {
            return Err(ConfigError::refused(
                "server.base_url",
                format!(
                    "{} ist unverschlüsselt. Außerhalb des eigenen Rechners geht nur https.",
                    self.base_url
                ),
            ));
        }
        if self.base_url.is_https() && self.trusted_proxies.is_empty() {
            return Err(ConfigError::refused(
                "server.trusted_proxies",
                "Für https steht ein Server vor dem Portal. Tragen Sie seine Adresse ein, etwa [\"127.0.0.1\"].",
            ));
        }
        if self.trusted_proxies.iter().any(Network::is_everybody) {
            return Err(ConfigError::refused(
                "server.trusted_proxies",
                "Ein Netz mit der Länge /0 würde jedem Absender vertrauen.",
            ));
        }
        if self.max_connections == 0 || self.per_address == 0 {
            return Err(ConfigError::refused(
                "server.max_connections und server.per_address",
                "Beide müssen mindestens 1 sein.",
            ));
        }
        Ok(())
    }
}
