//! The simulated ERP beside the demo's portal: on the next port, with a key of its own.

use std::net::{Ipv4Addr, SocketAddr};

use domain::erp::{Scope, Scopes};
use service::{
    Chance, Services,
    erp::keys::{self, Added},
};

use crate::{
    command::erp_sim::{Key, Portal, Running, Sim},
    config::Config,
    failure::Failure,
};

/// The key's name.
const NAME: &str = "Simuliertes ERP";
/// What the simulated ERP does with the portal.
const SCOPES: [Scope; 3] = [Scope::ChangesRead, Scope::ChangesWrite, Scope::EventsWrite];

/// Where the simulated ERP will be, and what the portal shows it.
#[derive(Debug)]
pub struct Beside {
    address: SocketAddr,
    token: String,
}

/// Tells the portal's settings about the simulated ERP; nothing where the operator has an ERP of their own.
pub fn announce(config: &mut Config) -> Option<Beside> {
    if config.erp.enabled {
        return None;
    }
    let port = config.server.listen.port().checked_add(1)?;
    let beside = Beside {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        token: Chance::System.token(),
    };
    let url = format!("http://{}/records", beside.address);
    config.erp.join(url, beside.token.clone());
    Some(beside)
}

/// Starts it with a key that is good from now on.
///
/// # Errors
/// The port is taken; its folder or the portal's database cannot be written.
pub async fn start(
    config: &Config,
    services: &Services,
    beside: Beside,
) -> Result<Running, Failure> {
    let portal = Portal {
        url: config.server.base_url.to_string(),
        key: Some(key(services).await?),
    };
    let data = config.data.dir.join("erp-sim");
    let sim = Sim::open(&data, portal, Some(beside.token)).await?;
    sim.serve(beside.address).await
}

/// Of the key of an earlier start only a hash is left: it gets another secret.
async fn key(services: &Services) -> Result<Key, Failure> {
    let caller = services.operator("demo");
    let failed = |error| Failure::unexpected("Das simulierte ERP bekommt keinen Schlüssel", error);
    let added = keys::add(&caller, NAME, &Scopes::of(SCOPES), &[]).await;
    let fresh = match added.map_err(failed)? {
        Added::Key(fresh) => fresh,
        Added::NameTaken => keys::rotate(&caller, NAME, 0).await.map_err(failed)?,
    };
    Ok(Key {
        handle: fresh.handle,
        secret: fresh.secret,
    })
}
