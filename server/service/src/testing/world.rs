//! One portal for one test.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use delivery::{
    Courier, LetterBox, Mail, Mailer, Manifest, MemoryCourier, MemoryLetterBox, MemoryMailbox,
};
use domain::ticket::{NewTicket, Place, Topic};
use domain::{AccountId, PersonId, Role, SessionId};
use store::blobs::{Blobs, BlobsConfig};
use store::{Tx, account, master, second_factor, session};

use super::furniture::furnish;
use super::{Engine, PASSWORD, database, settings};
use crate::access::totp;
use crate::services::Parts;
use crate::{
    Actor, Caller, Chance, Clock, Error, Queue, RequestFacts, Result, Services, Settings, caller,
};

/// A portal for one test; what it wrote is gone with it.
#[derive(Debug)]
pub struct World {
    /// The services under test.
    pub services: Services,
    mailbox: MemoryMailbox,
    letters: MemoryLetterBox,
    /// The ERP at the other end, in memory.
    pub erp: MemoryCourier,
    _folder: tempfile::TempDir,
}

impl World {
    /// A house with three flats: Vera and Jan Lindt, their neighbour Olga Brandt, the former tenant Emil Vogt, the owner Ada
    /// Krohn, and Uwe Specht in a house that is not enabled yet. It is Monday, 2 November 2026, 10:00 in Berlin.
    ///
    /// # Errors
    /// The engine cannot be reached.
    pub async fn new(engine: Engine) -> Result<Self> {
        Self::under(engine, settings()).await
    }

    /// The same house under an operator's settings.
    ///
    /// # Errors
    /// The engine cannot be reached.
    pub async fn under(engine: Engine, settings: Settings) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|_| Error::Internal("no temporary folder"))?;
        let (mailbox, letters) = (MemoryMailbox::default(), MemoryLetterBox::default());
        let erp = MemoryCourier::default();
        let start: DateTime<Utc> = "2026-11-02T09:00:00Z"
            .parse()
            .map_err(|_| Error::Internal("the start is no date"))?;
        let services = Services::new(Parts {
            db: database(engine, folder.path()).await?,
            blobs: Blobs::open(&BlobsConfig::Memory)?,
            clock: Clock::fixed(start),
            chance: Chance::seeded(4711),
            mailer: Mailer::Memory(mailbox.clone()),
            letter_box: LetterBox::Memory(letters.clone()),
            courier: Courier::Memory(erp.clone()),
            settings,
        });
        let mut tx = services.db().begin().await?;
        furnish(&services, &mut tx).await?;
        tx.commit().await?;
        Ok(Self {
            services,
            mailbox,
            letters,
            erp,
            _folder: folder,
        })
    }

    /// Somebody without a session.
    pub fn guest(&self) -> Caller {
        self.services.on_this_machine(Actor::Anonymous, "test")
    }

    /// Somebody with these cookies.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn with(
        &self,
        session: Option<String>,
        registration: Option<String>,
    ) -> Result<Caller> {
        self.services
            .caller(RequestFacts {
                address: IpAddr::from([192, 0, 2, 7]),
                id: "test".to_owned(),
                user_agent: "Firefox Windows".to_owned(),
                session,
                registration,
                half_session: None,
                contract: None,
            })
            .await
    }

    /// Somebody whose password was right and who still lacks the code.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn half_way(&self, token: String) -> Result<Caller> {
        let mut caller = self.with(None, None).await?;
        caller.facts.half_session = Some(token);
        Ok(caller)
    }

    /// The code that the app of an account shows now.
    ///
    /// # Errors
    /// It never began with a second factor.
    pub async fn app_code(&self, account: AccountId) -> Result<String> {
        let mut tx = self.services.db().read().await?;
        let found = second_factor::of_account(&mut tx, account)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(totp::shown(&found.secret, self.now().timestamp()))
    }

    /// A resident by reference, with an account made on the first call, signed in on an own device.
    ///
    /// # Errors
    /// Nobody has this reference.
    pub async fn resident(&self, reference: &str) -> Result<Caller> {
        let token = self.resident_token(reference).await?;
        self.with(Some(token), None).await
    }

    /// The same, with a contract chosen in the bar.
    ///
    /// # Errors
    /// Nobody has this reference.
    pub async fn resident_at(&self, reference: &str, contract: &str) -> Result<Caller> {
        let mut facts = self.with(None, None).await?.facts;
        facts.session = Some(self.resident_token(reference).await?);
        facts.contract = Some(contract.to_owned());
        self.services.caller(facts).await
    }

    /// The session token of a resident.
    ///
    /// # Errors
    /// Nobody has this reference.
    pub async fn resident_token(&self, reference: &str) -> Result<String> {
        let mut tx = self.services.db().begin().await?;
        let people = master::load(&mut tx).await?.persons;
        let person = people
            .into_iter()
            .find(|person| person.reference == reference)
            .ok_or(Error::NotFound)?;
        let known = account::of_person(&mut tx, person.id)
            .await?
            .map(|account| account.id);
        let id = match known {
            Some(id) => id,
            None => {
                self.add_account(&mut tx, Some(person.id), Role::Resident, &person.name())
                    .await?
            }
        };
        let token = self.open(&mut tx, id).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// A clerk or admin, signed in.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn staff(&self, role: Role) -> Result<Caller> {
        let token = self.staff_token(role).await?;
        self.with(Some(token), None).await
    }

    /// The session token of a clerk or admin.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn staff_token(&self, role: Role) -> Result<String> {
        let mut tx = self.services.db().begin().await?;
        let known = account::by_email(&mut tx, &format!("{role}@verwaltung.example"))
            .await?
            .map(|account| account.id);
        let id = match known {
            Some(id) => id,
            None => {
                self.add_account(&mut tx, None, role, &format!("{role} Verwaltung"))
                    .await?
            }
        };
        let token = self.open(&mut tx, id).await?;
        tx.commit().await?;
        Ok(token)
    }

    async fn add_account(
        &self,
        tx: &mut Tx,
        person_id: Option<PersonId>,
        role: Role,
        name: &str,
    ) -> Result<AccountId> {
        let id = AccountId(self.services.id());
        let params = self.services.settings().security.password_hash;
        let hash = self
            .services
            .hash_desk()
            .hash(PASSWORD, params, self.services.chance())
            .await?;
        let first = name.split(' ').next().unwrap_or_default().to_lowercase();
        let house = if person_id.is_some() {
            "haus"
        } else {
            "verwaltung"
        };
        let new = account::Account {
            id,
            person_id,
            role,
            name: name.to_owned(),
            email: format!("{first}@{house}.example"),
            password_hash: Some(hash),
            auth_epoch: 0,
            disabled_at: None,
        };
        account::add(tx, &new, self.now()).await?;
        Ok(id)
    }

    async fn open(&self, tx: &mut Tx, account_id: AccountId) -> Result<String> {
        let token = self.services.chance().token();
        let found = account::by_id(tx, account_id)
            .await?
            .ok_or(Error::NotFound)?;
        let new = session::NewSession {
            id: SessionId(self.services.id()),
            token_hash: caller::hash(&token),
            account_id,
            auth_epoch: found.auth_epoch,
            own_device: true,
            device: "Firefox auf Windows".to_owned(),
            created_at: self.now(),
            expires_at: self.now() + Duration::days(30),
        };
        session::add(tx, &new).await?;
        Ok(token)
    }

    /// What time it is in the test world.
    pub fn now(&self) -> DateTime<Utc> {
        self.services.clock().now()
    }

    /// Time passes.
    pub fn pass(&self, by: Duration) {
        self.services.clock().advance(by);
    }

    /// Runs all jobs that are due.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn work(&self) -> Result<()> {
        Queue::new(self.services.clone()).drain().await
    }

    /// Runs all jobs and takes the mails out of the box.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn mails(&self) -> Result<Vec<Mail>> {
        self.work().await?;
        Ok(self.mailbox.take())
    }

    /// Takes the letters out of the box: names and PDFs.
    pub fn letters(&self) -> Vec<(String, Vec<u8>)> {
        self.letters.take()
    }

    /// Takes out what the letter service was told.
    pub fn manifests(&self) -> Vec<Manifest> {
        self.letters.take_manifests()
    }

    /// A damage report about the contract that somebody sees first.
    ///
    /// # Errors
    /// They have no contract.
    pub fn report(&self, caller: &Caller, title: &str) -> Result<NewTicket> {
        let contract = caller
            .me()
            .and_then(|me| me.contracts.first().map(|row| row.id))
            .ok_or(Error::NotFound)?;
        Ok(NewTicket {
            client_ref: self.services.id(),
            contract,
            topic: Topic::Heating,
            place: Some(Place::Flat),
            title: title.to_owned(),
            text: format!("{title}, seit gestern Abend."),
            access: "030 23125 101, ab 17 Uhr".to_owned(),
            urgent: false,
            shared: true,
        })
    }
}
