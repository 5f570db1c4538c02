//! Who is really calling: the peer, or the hop a trusted proxy names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderMap;

use super::edge::Shared;
use crate::config::Network;

/// The address a request comes from, as an extension of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// What counters are kept for: one IPv4 address, or one /64 of IPv6.
    pub fn counted(self) -> u128 {
        match self.0.to_canonical() {
            IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
            IpAddr::V6(v6) => v6.to_bits() >> 64 << 64,
        }
    }

    /// What the log may keep: the network (/24 or /48), not the person.
    pub fn logged(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits() >> 8 << 8).into(),
            IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 80 << 80).into(),
        }
    }
}

/// Writes the [`ClientAddress`] into request and answer.
pub async fn find(State(edge): State<Shared>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let address = client(peer, request.headers(), &edge.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    let mut response = next.run(request).await;
    // The log line is written further out, where only the answer is seen.
    response.extensions_mut().insert(ClientAddress(address));
    response
}

/// The right-most hop no trusted proxy stands for; headers of anybody else count nothing.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(address));
    let peer = peer.to_canonical();
    if !is_trusted(peer) {
        return peer;
    }
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let mut nearest = peer;
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        // Behind a word that is no address nothing can be believed.
        let Ok(address) = hop.trim().parse::<IpAddr>() else {
            break;
        };
        nearest = address.to_canonical();
        if !is_trusted(nearest) {
            break;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/8"]
            .map(|text| Network::try_from(text.to_owned()).expect("network"));
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(
                "x-forwarded-for",
                HeaderValue::from_str(line).expect("line"),
            );
        }
        client(peer.parse().expect("peer"), &headers, &trusted).to_string()
    }

    #[test]
    fn a_strangers_header_counts_nothing() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn behind_a_proxy_the_right_most_stranger_counts() {
        assert_eq!(seen("127.0.0.1", &["6.6.6.6, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            seen("127.0.0.1", &["6.6.6.6, 203.0.113.9, 10.1.1.1"]),
            "203.0.113.9"
        );
        assert_eq!(
            seen("127.0.0.1", &["6.6.6.6", "203.0.113.9"]),
            "203.0.113.9"
        );
        assert_eq!(seen("127.0.0.1", &["203.0.113.9, unknown"]), "127.0.0.1");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn counters_and_log_see_networks() {
        let one = ClientAddress("2001:db8:1:2:3::4".parse().expect("address"));
        let two = ClientAddress("2001:db8:1:2:9::9".parse().expect("address"));
        assert_eq!(one.counted(), two.counted());
        assert_eq!(one.logged().to_string(), "2001:db8:1::");
        let v4 = ClientAddress("203.0.113.9".parse().expect("address"));
        assert_eq!(v4.logged().to_string(), "203.0.113.0");
    }
}
