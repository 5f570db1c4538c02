//! The test world: a house with people in it, on a real store, with mail and letters in memory and a clock that moves.

use std::net::IpAddr;
use std::time::Duration as Time;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use delivery::{Brand, LetterBox, Mail, Mailer, MemoryLetterBox, MemoryMailbox, Sender};
use domain::contract::{Contact, Contract, ContractKind};
use domain::person::{Person, Salutation};
use domain::portal::{LegalText, Portal};
use domain::property::{Property, Unit, UnitKind};
use domain::ticket::{NewTicket, Place, Topic};
use domain::workday::FederalState;
use domain::{AccountId, Cents, ContractId, PersonId, PropertyId, Role, SessionId, UnitId};
use store::blobs::{Blobs, BlobsConfig};
use store::{Db, Tx, account, master, session};
use uuid::Uuid;

use crate::services::Parts;
use crate::{
    Caller, Chance, Clock, Error, HashParams, Legal, Queue, RequestFacts, Result, SecuritySettings,
    Services, SessionSettings, Settings, caller,
};

/// Every account of the test world signs in with this.
pub const PASSWORD: &str = "lampe fluss teppich ziegel moos";

/// Who lives in the test house, by reference.
pub const PEOPLE: [(&str, &str, &str); 6] = [
    ("P-VERA", "Vera", "Lindt"),
    ("P-JAN", "Jan", "Lindt"),
    ("P-OLGA", "Olga", "Brandt"),
    ("P-EMIL", "Emil", "Vogt"),
    ("P-ADA", "Ada", "Krohn"),
    ("P-UWE", "Uwe", "Specht"),
];

/// A portal for one test; what it wrote is gone with it.
#[derive(Debug)]
pub struct World {
    /// The services under test.
    pub services: Services,
    mailbox: MemoryMailbox,
    letters: MemoryLetterBox,
    _folder: tempfile::TempDir,
}

/// Where the test world keeps its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A schema of its own in the database of `TEST_POSTGRES_URL`.
    Postgres,
}

/// Runs each story on both engines: `sqlite_…` always, `postgres_…` where `TEST_POSTGRES_URL` is set.
#[macro_export]
macro_rules! stories {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name($crate::testing::World::new($crate::testing::Engine::Sqlite).await.unwrap()).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $name() {
                if std::env::var_os("TEST_POSTGRES_URL").is_some() {
                    super::$name($crate::testing::World::new($crate::testing::Engine::Postgres).await.unwrap()).await;
                }
            })+
        }
    };
}

/// A fresh database of an engine, migrated; the folder holds the file.
///
/// # Errors
/// The engine cannot be reached.
pub async fn database(engine: Engine, folder: &std::path::Path) -> Result<Db> {
    let url = match engine {
        Engine::Sqlite => format!("sqlite://{}", folder.join("test.db").display()),
        Engine::Postgres => {
            let base = std::env::var("TEST_POSTGRES_URL")
                .map_err(|_| Error::Internal("TEST_POSTGRES_URL is not set"))?;
            let schema = format!("t{}", Uuid::from_bytes(Chance::System.bytes()).simple());
            let db = Db::open(&base)
                .await
                .map_err(|_| Error::Internal("no PostgreSQL at TEST_POSTGRES_URL"))?;
            store::dialect::create_schema(&db, &schema).await?;
            db.close().await;
            let join = if base.contains('?') { '&' } else { '?' };
            format!("{base}{join}options=-c%20search_path%3D{schema}")
        }
    };
    let db = Db::open(&url)
        .await
        .map_err(|_| Error::Internal("the test database cannot be opened"))?;
    db.migrate()
        .await
        .map_err(|_| Error::Internal("the test database cannot be migrated"))?;
    Ok(db)
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
            settings,
        });
        let mut tx = services.db().begin().await?;
        furnish(&services, &mut tx).await?;
        tx.commit().await?;
        Ok(Self {
            services,
            mailbox,
            letters,
            _folder: folder,
        })
    }

    /// Somebody without a session.
    pub fn guest(&self) -> Caller {
        self.services.operator("test")
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
            })
            .await
    }

    /// A resident by reference, with an account made on the first call, signed in on an own device.
    ///
    /// # Errors
    /// Nobody has this reference.
    pub async fn resident(&self, reference: &str) -> Result<Caller> {
        let token = self.resident_token(reference).await?;
        self.with(Some(token), None).await
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

/// Settings with cheap hashes and no waiting; everything else as in production.
pub fn settings() -> Settings {
    let text = |line: &str| LegalText {
        paragraphs: vec![line.to_owned()],
    };
    let contact = Contact {
        role: "Verwaltung".to_owned(),
        name: "Hausverwaltung Test".to_owned(),
        phone: Some("030 23125 100".to_owned()),
        email: Some("post@verwaltung.example".to_owned()),
        hours: Some("Mo bis Fr, 9 bis 16 Uhr".to_owned()),
    };
    let cheap = HashParams {
        memory_kib: 64,
        iterations: 1,
    };
    Settings {
        portal: Portal {
            company: "Hausverwaltung Test GmbH".to_owned(),
            name: "Mein Testhaus".to_owned(),
            street: "Prüfweg 1".to_owned(),
            town: "10115 Berlin".to_owned(),
            contact,
            password_min: 12,
            letter_days: 30,
            leases_signed_after: None,
            demo: false,
        },
        legal: Legal {
            imprint: text("Impressum"),
            privacy: text("Datenschutz"),
            accessibility: text("Barrierefreiheit"),
        },
        brand: Brand {
            company_name: "Hausverwaltung Test GmbH".to_owned(),
            portal_name: "Mein Testhaus".to_owned(),
            base_url: "http://127.0.0.1:3000".to_owned(),
            contact_line: "Prüfweg 1, 10115 Berlin".to_owned(),
            phone: "030 23125 100".to_owned(),
        },
        sender: Sender {
            name: "Hausverwaltung Test GmbH".to_owned(),
            street: "Prüfweg 1".to_owned(),
            town: "10115 Berlin".to_owned(),
            phone: "030 23125 100".to_owned(),
            email: "post@verwaltung.example".to_owned(),
            web: "127.0.0.1:3000".to_owned(),
            logo_svg: None,
        },
        mail_from: "portal@verwaltung.example".to_owned(),
        base_url: "http://127.0.0.1:3000".to_owned(),
        security: SecuritySettings {
            password_hash: cheap,
            code_hash: cheap,
            sign_in_time: Time::ZERO,
            reset_time: Time::ZERO,
            ..SecuritySettings::default()
        },
        sessions: SessionSettings::default(),
    }
}

async fn furnish(services: &Services, tx: &mut Tx) -> Result<()> {
    let day = |text: &str| {
        text.parse::<NaiveDate>()
            .map_err(|_| Error::Internal("a fixture's date"))
    };
    let house = house(services, "O-1", "Lindenhof 3", Some(day("2026-01-01")?));
    let other = self::house(services, "O-2", "Ulmenweg 8", None);
    let flats = [
        ("E-1", house.id, "2. OG links"),
        ("E-2", house.id, "2. OG rechts"),
        ("E-3", other.id, "EG"),
    ]
    .map(|(reference, property_id, label)| Unit {
        id: UnitId(services.id()),
        reference: reference.to_owned(),
        property_id,
        kind: UnitKind::Flat,
        label: label.to_owned(),
        area: Some(6350),
    });
    let people = PEOPLE.map(|(reference, first, last)| person(services, reference, first, last));
    for house in [&house, &other] {
        master::put_property(tx, house).await?;
    }
    for flat in &flats {
        master::put_unit(tx, flat).await?;
    }
    for person in &people {
        master::put_person(tx, person).await?;
    }
    let lease = ContractKind::Lease;
    for (reference, flat, kind, from, to, named) in [
        ("V-1", 0, lease, "2024-07-01", None, vec![0, 1]),
        ("V-2", 1, lease, "2020-01-01", None, vec![2]),
        ("V-3", 0, lease, "2019-01-01", Some("2026-06-30"), vec![3]),
        (
            "V-4",
            1,
            ContractKind::Ownership,
            "2015-05-01",
            None,
            vec![4],
        ),
        ("V-5", 2, lease, "2021-01-01", None, vec![5]),
    ] {
        let contract = contract(
            services,
            reference,
            flats[flat].id,
            kind,
            day(from)?,
            to.map(day).transpose()?,
        );
        master::put_contract(tx, &contract).await?;
        for index in named {
            master::link(tx, contract.id, people[index].id).await?;
        }
    }
    Ok(())
}

fn house(
    services: &Services,
    reference: &str,
    street: &str,
    enabled_on: Option<NaiveDate>,
) -> Property {
    Property {
        id: PropertyId(services.id()),
        reference: reference.to_owned(),
        name: street.to_owned(),
        street: street.to_owned(),
        postal_code: "10115".to_owned(),
        town: "Berlin".to_owned(),
        federal_state: FederalState::Berlin,
        caretaker_name: Some("Bernd Wart".to_owned()),
        caretaker_phone: Some("030 23125 102".to_owned()),
        caretaker_hours: Some("Mo bis Fr, 7 bis 15 Uhr".to_owned()),
        enabled_on,
    }
}

fn person(services: &Services, reference: &str, first: &str, last: &str) -> Person {
    Person {
        id: PersonId(services.id()),
        reference: reference.to_owned(),
        salutation: Salutation::Neutral,
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        street: "Lindenhof 3".to_owned(),
        postal_code: "10115".to_owned(),
        town: "Berlin".to_owned(),
        email: None,
        phone: Some("030 23125 103".to_owned()),
    }
}

fn contract(
    services: &Services,
    reference: &str,
    unit_id: UnitId,
    kind: ContractKind,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
) -> Contract {
    Contract {
        id: ContractId(services.id()),
        reference: reference.to_owned(),
        unit_id,
        kind,
        starts_on,
        ends_on,
        signed_on: Some(starts_on),
        rent: Cents(68_000),
        operating_costs: Cents(14_000),
        heating_costs: Cents(9_000),
        deposit: Cents(204_000),
    }
}
