//! A range of addresses, such as `10.0.0.0/8`.

use std::{fmt, net::IpAddr};

use serde::{Deserialize, Serialize};

/// All addresses that share the first `length` bits with `address`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    length: u8,
}

impl Network {
    /// Whether `address` lies in the range.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(range), IpAddr::V4(one)) => same(
                range.to_bits().into(),
                one.to_bits().into(),
                32,
                self.length,
            ),
            (IpAddr::V6(range), IpAddr::V6(one)) => {
                same(range.to_bits(), one.to_bits(), 128, self.length)
            }
            _ => false,
        }
    }

    /// Whether the range holds every address of its kind.
    pub fn is_everybody(&self) -> bool {
        self.length == 0
    }
}

fn same(a: u128, b: u128, width: u8, length: u8) -> bool {
    length == 0 || (a ^ b) >> (width - length) == 0
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bad = || format!("{text} ist keine Adresse und kein Netz wie 10.0.0.0/8");
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.as_str(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| bad())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            Some(length) => length.parse().map_err(|_| bad())?,
            None => width,
        };
        if length > width {
            return Err(bad());
        }
        Ok(Self { address, length })
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.length)
    }
}
