//! The one who asks: every use case hangs on it.

mod recognise;

use std::net::IpAddr;

use domain::contract::ContractRow;
use domain::erp::{Scope, Scopes};
use domain::portal::Frame;
use domain::{AccountId, ContractId, Me, PersonId, Role, SessionId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use recognise::recognise;

use crate::denial::Denials;
use crate::trail::Object;
use crate::{
    Access, Changes, Contracts, Documents, Error, Gateway, Privacy, Result, Rollouts, Services,
    Staff, Tickets,
};

/// What is known of a request before anybody is recognised.
#[derive(Debug, Clone)]
pub struct RequestFacts {
    /// The client's address.
    pub address: IpAddr,
    /// The request's id in log and audit.
    pub id: String,
    /// The browser's name for itself.
    pub user_agent: String,
    /// Token of the session cookie.
    pub session: Option<String>,
    /// Token of the registration cookie.
    pub registration: Option<String>,
    /// Token of a sign-in that still lacks its code.
    pub half_session: Option<String>,
    /// The contract chosen in the bar, as the browser says.
    pub contract: Option<String>,
}

/// Who somebody is.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Not signed in.
    Anonymous,
    /// Whoever types commands on the machine.
    Operator,
    /// The portal itself, at work on its jobs.
    Queue,
    /// The ERP, by one of its keys.
    Erp(ErpClient),
    /// A tenant or owner.
    Resident(Resident),
    /// A clerk or admin.
    Staff(StaffMember),
    /// A clerk or admin who may do nothing but set up the second factor they lack.
    Newcomer(StaffMember),
}

/// The ERP, as far as one of its keys reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErpClient {
    /// The key.
    pub key: Uuid,
    /// The operator's name for it.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
}

/// A signed-in tenant or owner.
#[derive(Debug, Clone)]
pub struct Resident {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// The person.
    pub person: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// The login.
    pub email: String,
    /// Keep nothing on the device.
    pub shared_device: bool,
    /// Contracts that run today and, for a while, past ones.
    pub contracts: Vec<ContractRow>,
    /// Which of them run today.
    pub running: Vec<ContractId>,
    /// The one of them that the pages keep to, where one was chosen.
    pub chosen: Option<ContractId>,
}

/// A signed-in clerk or admin.
#[derive(Debug, Clone)]
pub struct StaffMember {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// Clerk or admin.
    pub role: Role,
    /// The name that residents read.
    pub name: String,
    /// The login.
    pub email: String,
}

/// The one who asks, with everything needed to answer.
#[derive(Debug, Clone)]
pub struct Caller {
    pub(crate) services: Services,
    pub(crate) facts: RequestFacts,
    pub(crate) actor: Actor,
    pub(crate) denials: Denials,
}

impl Services {
    /// Recognises the one who asks; rights are read anew for each request.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn caller(&self, facts: RequestFacts) -> Result<Caller> {
        let actor = match facts.session.as_deref() {
            Some(token) => recognise(self, token, facts.contract.as_deref()).await?,
            None => Actor::Anonymous,
        };
        Ok(Caller {
            services: self.clone(),
            facts,
            actor,
            denials: Denials::default(),
        })
    }

    /// A caller for the command line and the demo, signed in as nobody.
    pub fn operator(&self, id: &str) -> Caller {
        self.on_this_machine(Actor::Operator, id)
    }

    /// A caller for a job.
    pub(crate) fn queue(&self, id: &str) -> Caller {
        self.on_this_machine(Actor::Queue, id)
    }

    /// A caller that no request brought.
    pub(crate) fn on_this_machine(&self, actor: Actor, id: &str) -> Caller {
        let facts = RequestFacts {
            address: IpAddr::from([127, 0, 0, 1]),
            id: id.to_owned(),
            user_agent: String::new(),
            session: None,
            registration: None,
            half_session: None,
            contract: None,
        };
        Caller {
            services: self.clone(),
            facts,
            actor,
            denials: Denials::default(),
        }
    }
}

/// What of a token is stored and looked up.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

impl Caller {
    /// Who is signed in.
    pub fn me(&self) -> Option<Me> {
        match &self.actor {
            Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => None,
            Actor::Resident(me) => Some(Me {
                account: me.account,
                role: Role::Resident,
                name: me.name.clone(),
                email: me.email.clone(),
                contracts: me.contracts.clone(),
                running: me.running.clone(),
                chosen: me.chosen,
                shared_device: me.shared_device,
                must_enrol: false,
            }),
            Actor::Staff(me) | Actor::Newcomer(me) => Some(Me {
                account: me.account,
                role: me.role,
                name: me.name.clone(),
                email: me.email.clone(),
                contracts: Vec::new(),
                running: Vec::new(),
                chosen: None,
                shared_device: true,
                must_enrol: matches!(self.actor, Actor::Newcomer(_)),
            }),
        }
    }

    /// What the frame of every page needs.
    pub fn frame(&self) -> Frame {
        Frame {
            portal: self.services.portal().clone(),
            me: self.me(),
            erp_needs: 0,
            today: self.services.clock().today(),
        }
    }

    /// The request's id in log and audit.
    pub fn request(&self) -> &str {
        &self.facts.id
    }

    /// The services behind it.
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// Who it is.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Everything about getting in.
    pub fn access(&self) -> Access<'_> {
        Access { caller: self }
    }

    /// Everything about tickets.
    pub fn tickets(&self) -> Tickets<'_> {
        Tickets { caller: self }
    }

    /// Changes of contact details.
    pub fn changes(&self) -> Changes<'_> {
        Changes { caller: self }
    }

    /// The caller's contracts.
    pub fn contracts(&self) -> Contracts<'_> {
        Contracts { caller: self }
    }

    /// Documents: one's own, and for staff all.
    pub fn documents(&self) -> Documents<'_> {
        Documents { caller: self }
    }

    /// What the portal keeps about the caller.
    pub fn privacy(&self) -> Privacy<'_> {
        Privacy { caller: self }
    }

    /// The back office.
    pub fn staff(&self) -> Staff<'_> {
        Staff { caller: self }
    }

    /// The gateway to the ERP: what the ERP answers, and what staff do with it.
    pub fn gateway(&self) -> Gateway<'_> {
        Gateway { caller: self }
    }

    /// Rollouts, letters and persons, for staff.
    pub fn rollouts(&self) -> Rollouts<'_> {
        Rollouts { caller: self }
    }

    /// The signed-in account.
    pub(crate) fn account(&self) -> Result<(AccountId, SessionId)> {
        match &self.actor {
            Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => Err(Error::SignIn),
            Actor::Resident(me) => Ok((me.account, me.session)),
            Actor::Staff(me) => Ok((me.account, me.session)),
            Actor::Newcomer(_) => {
                self.deny(Object::Many("accounts"));
                Err(Error::Forbidden)
            }
        }
    }

    /// The signed-in account, also of staff who still lack their second factor.
    pub(crate) fn entrant(&self) -> Result<(AccountId, SessionId)> {
        match &self.actor {
            Actor::Newcomer(me) => Ok((me.account, me.session)),
            _ => self.account(),
        }
    }

    /// The resident who asks.
    pub(crate) fn resident(&self) -> Result<&Resident> {
        match &self.actor {
            Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => Err(Error::SignIn),
            Actor::Resident(me) => Ok(me),
            Actor::Staff(_) | Actor::Newcomer(_) => {
                self.deny(Object::Many("residents"));
                Err(Error::Forbidden)
            }
        }
    }

    /// The ERP that asks, if its key may do this.
    ///
    /// # Errors
    /// `SignIn` for anybody else; `Forbidden` for a key without the scope.
    pub fn erp(&self, scope: Scope) -> Result<&ErpClient> {
        match &self.actor {
            Actor::Erp(client) if client.scopes.allow(scope) => Ok(client),
            Actor::Erp(_) => {
                self.deny(Object::Many("erp"));
                Err(Error::Forbidden)
            }
            _ => Err(Error::SignIn),
        }
    }

    /// The clerk or admin who asks.
    pub(crate) fn member(&self) -> Result<&StaffMember> {
        match &self.actor {
            Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => Err(Error::SignIn),
            Actor::Resident(_) | Actor::Newcomer(_) => {
                self.deny(Object::Many("staff"));
                Err(Error::Forbidden)
            }
            Actor::Staff(me) => Ok(me),
        }
    }
}
