//! One size under test: its filled file, the portal on it, and the plain routes on the same file.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::child::{self, Child, free_address};
use crate::load::{Target, Turn};
use crate::rounds::Case;
use crate::seed::{self, Seeded};
use crate::site::Site;

/// The portal is started so often; the middle one counts.
const STARTS: usize = 3;
/// What a process still does after its first answer is over by then.
const CALM: Duration = Duration::from_secs(1);
/// All load comes from one address, and the measured clerk has no second factor.
const SETTINGS: [(&str, &str); 2] = [
    ("HAUSPORTAL_SERVER__PER_ADDRESS", "1000"),
    ("HAUSPORTAL_SECURITY__STAFF_SECOND_FACTOR", "optional"),
];
/// Tickets on a page of a list.
const ROWS: usize = 50;

/// A size under test.
#[derive(Debug)]
pub struct Stand {
    /// Tickets in the file.
    pub tickets: u32,
    /// Bytes of the file before the first start.
    pub bytes: u64,
    /// From the process's start to ready, on existing data: the middle of some starts.
    pub ready_after: Duration,
    /// KiB of the portal that has answered nobody yet.
    pub memory_ready: u32,
    /// KiB of the portal after its first page.
    pub memory_page: u32,
    seeded: Seeded,
    asset: String,
    portal: Child,
    limits: Child,
}

impl Stand {
    /// Fills a file below `folder` and starts both servers on it; every route is looked at once.
    ///
    /// # Errors
    /// A server does not start, or a page does not show what it should.
    pub async fn raise(folder: &Path, program: &Path, tickets: u32, site: &Site) -> Result<Self> {
        let home = folder.join(tickets.to_string());
        fs::create_dir(&home)?;
        let file = home.join("hausportal.db");
        let seeded = seed::fill(&file, tickets).await?;
        let bytes = fs::metadata(&file)?.len();
        let mut starts = Vec::new();
        for _ in 1..STARTS {
            starts.push(
                child::portal(&home, &file, program, &SETTINGS)
                    .await?
                    .ready_after,
            );
        }
        let portal = child::portal(&home, &file, program, &SETTINGS).await?;
        starts.push(portal.ready_after);
        starts.sort();
        tokio::time::sleep(CALM).await;
        let memory_ready = portal.memory()?;
        let body = asset(&portal, &site.asset)
            .fetch()
            .await
            .map_err(|error| format!("{error}; an older binary than the site? Run `make build`"))?;
        let stand = Self {
            tickets,
            bytes,
            ready_after: starts[STARTS / 2],
            memory_ready,
            memory_page: 0,
            seeded,
            asset: site.asset.clone(),
            portal,
            limits: limits(&home, &file, body.len()).await?,
        };
        stand.look().await?;
        tokio::time::sleep(CALM).await;
        Ok(Self {
            memory_page: stand.portal.memory()?,
            ..stand
        })
    }

    /// What a case asks.
    fn target(&self, case: Case) -> Target {
        let address = self.server(case).address;
        let page =
            |path: &str, token: &str| Target::new(address, path, &[format!("Cookie: sid={token}")]);
        match case {
            Case::List | Case::PlainList => page("/vorgaenge", &self.seeded.resident),
            Case::Ticket => page(
                &format!("/vorgaenge/{}", self.seeded.ticket),
                &self.seeded.resident,
            ),
            Case::Inbox => page("/team", &self.seeded.clerk),
            Case::Asset => asset(&self.portal, &self.asset),
            Case::PlainAsset => Target::new(address, "/static", &[]),
            Case::Hello => Target::new(address, "/hello", &[]),
        }
    }

    /// Who answers a case.
    pub fn server(&self, case: Case) -> &Child {
        if case.is_plain() {
            &self.limits
        } else {
            &self.portal
        }
    }

    /// Loads a case for a while.
    ///
    /// # Errors
    /// Any answer but 200, with what the server's log says about it.
    pub async fn turn(&self, case: Case, connections: usize, length: Duration) -> Result<Turn> {
        let turn = self.target(case).turn(connections, length).await;
        turn.map_err(|error| format!("{error}\n{}", self.server(case).last_words()).into())
    }

    /// KiB of the portal now.
    ///
    /// # Errors
    /// It is gone.
    pub fn memory(&self) -> Result<u32> {
        self.portal.memory()
    }

    /// A fast wrong page would be worth nothing: each must show what is measured.
    async fn look(&self) -> Result<()> {
        for (case, mark, wanted) in [
            (Case::List, "href=\"/vorgaenge/", ROWS),
            (Case::PlainList, "href=\"/vorgaenge/", ROWS),
            (Case::Inbox, "href=\"/team/vorgaenge/", ROWS),
            (Case::Ticket, "Am besten erreichen Sie mich nachmittags.", 1),
        ] {
            let body = String::from_utf8(self.target(case).fetch().await?)?;
            let found = body.matches(mark).count();
            if found < wanted {
                return Err(format!(
                    "{case:?} shows {mark:?} {found} times where {wanted} were expected"
                )
                .into());
            }
        }
        Ok(())
    }
}

async fn limits(home: &Path, file: &Path, bytes: usize) -> Result<Child> {
    let address = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("limits")
        .args([
            "--listen",
            &address.to_string(),
            "--bytes",
            &bytes.to_string(),
        ])
        .arg("--db")
        .arg(file);
    Child::start(command, address, "/hello", home.join("limits.log")).await
}

/// The style sheet as a browser asks for it.
fn asset(portal: &Child, path: &str) -> Target {
    Target::new(
        portal.address,
        path,
        &["Accept-Encoding: gzip, br".to_owned()],
    )
}
