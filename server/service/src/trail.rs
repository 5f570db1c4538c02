//! The caller's trail in the audit log: who, what, on what, result; no secrets, no message texts.

use std::net::IpAddr;

use domain::audit::{Action, AuditResult};
use serde_json::{Map, Value};
use store::Tx;
use store::audit::{self, NewEvent};
use uuid::Uuid;

use crate::access::session::device;
use crate::{Actor, Caller, Result};

/// Under what a line about an account names the device.
pub(crate) const DEVICE: &str = "device";

/// What a line of the log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Object {
    /// An account, known or not.
    Account(Option<Uuid>),
    /// A letter, known or not.
    Letter(Option<Uuid>),
    /// A ticket.
    Ticket(Uuid),
    /// A person.
    Person(Uuid),
    /// A contract.
    Contract(Uuid),
    /// A change of contact details.
    Change(Uuid),
    /// A house.
    Property(Uuid),
    /// A batch of letters.
    Batch(Uuid),
    /// A key of the ERP.
    ErpKey(Uuid),
    /// A document.
    Document(Uuid),
    /// A file for many persons.
    DocumentSet(Uuid),
    /// A parcel of the ERP.
    Parcel(Uuid),
    /// A list, or all of something.
    Many(&'static str),
}

impl Object {
    const fn parts(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Account(id) => ("account", id),
            Self::Letter(id) => ("letter", id),
            Self::Ticket(id) => ("ticket", Some(id)),
            Self::Person(id) => ("person", Some(id)),
            Self::Contract(id) => ("contract", Some(id)),
            Self::Change(id) => ("change", Some(id)),
            Self::Property(id) => ("property", Some(id)),
            Self::Batch(id) => ("letter_batch", Some(id)),
            Self::ErpKey(id) => ("erp_key", Some(id)),
            Self::Document(id) => ("document", Some(id)),
            Self::DocumentSet(id) => ("document_set", Some(id)),
            Self::Parcel(id) => ("erp_batch", Some(id)),
            Self::Many(kind) => (kind, None),
        }
    }
}

impl Caller {
    /// Writes a line in the same transaction as the change.
    pub(crate) async fn trail(
        &self,
        tx: &mut Tx,
        action: Action,
        object: Object,
        result: AuditResult,
    ) -> Result<()> {
        self.trail_with(tx, action, object, result, Map::new())
            .await
    }

    /// Writes a line with facts beside it.
    pub(crate) async fn trail_with(
        &self,
        tx: &mut Tx,
        action: Action,
        object: Object,
        result: AuditResult,
        mut detail: Map<String, Value>,
    ) -> Result<()> {
        if matches!(object, Object::Account(_) | Object::Letter(_))
            && !self.facts.user_agent.is_empty()
        {
            let device = device(&self.facts.user_agent);
            detail.insert(DEVICE.to_owned(), Value::from(device));
        }
        let (actor_kind, actor_id) = match &self.actor {
            Actor::Anonymous => ("anonymous", None),
            Actor::Operator => ("operator", None),
            Actor::Queue => ("queue", None),
            Actor::Erp(client) => ("erp", Some(client.key)),
            Actor::Resident(me) => ("resident", Some(me.account.0)),
            Actor::Staff(me) | Actor::Newcomer(me) => (me.role.as_str(), Some(me.account.0)),
        };
        let (object_kind, object_id) = object.parts();
        let event = NewEvent {
            id: self.services.id(),
            at: self.services.clock().now(),
            actor_kind,
            actor_id,
            action,
            object_kind,
            object_id,
            result,
            request_id: self.facts.id.clone(),
            address: network(self.facts.address),
            detail,
        };
        Ok(audit::add(tx, event).await?)
    }
}

/// The network part of an address: /24 of IPv4, /48 of IPv6.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_address_is_kept_as_its_network() {
        assert_eq!(network("192.0.2.77".parse().unwrap()), "192.0.2.0/24");
        assert_eq!(
            network("::ffff:192.0.2.77".parse().unwrap()),
            "192.0.2.0/24"
        );
        assert_eq!(
            network("2001:db8:17:4::1".parse().unwrap()),
            "2001:db8:17::/48"
        );
    }
}
