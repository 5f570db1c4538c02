//! Documents of the demo: a few of each kind, provided in the last two years, some opened and some not.

use bytes::Bytes;
use chrono::{Datelike, Days, Duration, NaiveDate, NaiveTime};
use delivery::PlainDocument;
use domain::document::{DocumentId, DocumentKind, Target};
use domain::{PersonId, berlin};
use store::Tx;
use store::document::{self, Document, ledger};
use tokio::task::spawn_blocking;

use super::cast::{BOTH, CO_TENANT, NEIGHBOUR, OWNER, PAST, TENANT};
use super::ids::Ids;
use super::people::People;
use crate::documents::{self, StoredFile};
use crate::erp::Batch;
use crate::{Error, Result, Services};

/// Persons of a document; more than live in the demo.
const EVERYBODY: i64 = 1_000;
/// What came within these days is still unopened.
const FRESH: u64 = 4;

/// For whom a sheet is.
#[derive(Debug, Clone, Copy)]
enum For {
    Person(&'static str),
    Contract(&'static str),
    House(&'static str),
    All,
}

/// One document of the demo.
#[derive(Debug)]
struct Sheet {
    kind: DocumentKind,
    title: String,
    /// Days since it was provided.
    age: u64,
    text: &'static str,
    whom: Vec<For>,
}

const STATEMENT: &str = "Ihre Vorauszahlungen sind mit den Kosten des Hauses verrechnet. Die Verteilung nach Wohnfläche und Verbrauch steht auf den folgenden Blättern Ihrer Papierunterlagen.\n\nEinwendungen nehmen wir zwölf Monate lang entgegen.";
const LEASE: &str = "Mietvertrag über Wohnraum. Die Mietsache, die Miete und die Vorauszahlungen stehen in den Angaben zum Vertrag.\n\nDiese Abschrift dient der Vorführung.";
const RULES: &str = "Ruhezeiten gelten von 22 bis 7 Uhr. Treppenhaus und Fluchtwege bleiben frei. Fahrräder stehen im Keller.\n\nBitte trennen Sie den Müll.";
const PASS: &str = "Energieverbrauchsausweis des Hauses. Der Endenergieverbrauch liegt bei 98 Kilowattstunden je Quadratmeter und Jahr.";
const BUDGET: &str = "Der Wirtschaftsplan nennt Einnahmen und Ausgaben der Gemeinschaft und die Zuführung zur Erhaltungsrücklage.";
const MINUTES: &str = "Die Versammlung war beschlussfähig. Die Jahresabrechnung ist genehmigt, der Wirtschaftsplan beschlossen.";
const SERVICE: &str =
    "Eine Firma wartet die Heizung. Am Vormittag kann es kurz kühl werden. Sie müssen nichts tun.";
const HOURS: &str =
    "Zwischen den Feiertagen ist das Büro geschlossen. Den Notdienst erreichen Sie wie immer.";
const RENT_PAID: &str = "Wir bescheinigen das Mietverhältnis. Die Miete ist bis heute bezahlt.";
const DEPOSIT: &str =
    "Die Wohnung ist ohne Mängel übergeben. Die Kaution zahlen wir vollständig zurück.";

fn sheet(
    kind: DocumentKind,
    title: impl Into<String>,
    age: u64,
    whom: For,
    text: &'static str,
) -> Sheet {
    Sheet {
        kind,
        title: title.into(),
        age,
        text,
        whom: vec![whom],
    }
}

/// What is printed; the years follow from today.
fn sheets(today: NaiveDate) -> Vec<Sheet> {
    let mut all = of_contracts(today.year());
    all.extend(of_houses(today.year()));
    all.extend(of_people());
    all
}

fn of_contracts(year: i32) -> Vec<Sheet> {
    use DocumentKind::{Lease, Statement};
    let (last, before) = (year - 1, year - 2);
    let (tenants, neighbours) = ("M-101-03-1", "M-101-04-1");
    let costs = |year| format!("Betriebskostenabrechnung {year}");
    let house_money = format!("Hausgeldabrechnung {last}");
    let about = For::Contract;
    vec![
        sheet(Lease, "Mietvertrag", 440, about(tenants), LEASE),
        sheet(Lease, "Mietvertrag", 440, about(neighbours), LEASE),
        sheet(Statement, costs(before), 400, about(tenants), STATEMENT),
        sheet(Statement, costs(last), 24, about(tenants), STATEMENT),
        sheet(Statement, costs(last), 24, about(neighbours), STATEMENT),
        sheet(Statement, house_money, 130, about("E-103-05-1"), STATEMENT),
    ]
}

fn of_houses(year: i32) -> Vec<Sheet> {
    use DocumentKind::{Budget, EnergyPass, HouseRules, Letter, Minutes};
    let (owners, next) = (For::House("103"), year + 1);
    let mut rules = sheet(HouseRules, "Hausordnung", 430, For::House("101"), RULES);
    rules.whom.extend([For::House("102"), For::House("103")]);
    let mut pass = sheet(EnergyPass, "Energieausweis", 300, For::House("101"), PASS);
    pass.whom.push(For::House("103"));
    let plan = format!("Wirtschaftsplan {next}");
    let minutes = format!("Protokoll der Versammlung {year}");
    let heating = "Wartung der Heizung";
    vec![
        rules,
        pass,
        sheet(Budget, plan, 3, owners, BUDGET),
        sheet(Minutes, minutes, 95, owners, MINUTES),
        sheet(Letter, heating, 2, For::House("101"), SERVICE),
    ]
}

fn of_people() -> Vec<Sheet> {
    use DocumentKind::{Certificate, Letter};
    let (hours, deposit) = (
        "Unsere Zeiten zum Jahreswechsel",
        "Abrechnung Ihrer Kaution",
    );
    let (tenant, past) = (For::Person(CO_TENANT.person), For::Person(PAST.person));
    vec![
        sheet(Letter, hours, 20, For::All, HOURS),
        sheet(Certificate, "Mietbescheinigung", 9, tenant, RENT_PAID),
        sheet(Letter, deposit, 40, past, DEPOSIT),
    ]
}

/// Makes the files: each once, however many it is for.
pub(super) async fn print(services: &Services, today: NaiveDate) -> Result<Vec<StoredFile>> {
    let sender = services.settings().sender.clone();
    let papers: Vec<PlainDocument> = sheets(today)
        .into_iter()
        .map(|sheet| PlainDocument {
            sender: sender.clone(),
            date: days_ago(today, sheet.age),
            facts: match sheet.whom.as_slice() {
                [For::Contract(contract)] => vec![("Vertrag".to_owned(), (*contract).to_owned())],
                [For::Person(person)] => vec![("Person".to_owned(), (*person).to_owned())],
                _ => Vec::new(),
            },
            title: sheet.title,
            text: sheet.text.to_owned(),
        })
        .collect();
    let pdfs = spawn_blocking(move || {
        let made = papers.iter().map(delivery::plain_document);
        made.collect::<std::result::Result<Vec<_>, _>>()
    });
    let pdfs = pdfs
        .await
        .map_err(|_| Error::Internal("a demo document was cut short"))??;
    let mut files = Vec::new();
    for pdf in pdfs {
        files.push(documents::keep(services, Bytes::from(pdf)).await?);
    }
    Ok(files)
}

fn days_ago(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

/// Files all documents with what became of them.
pub(super) async fn write(
    services: &Services,
    tx: &mut Tx,
    (data, ids): (&Batch, &Ids),
    people: &People,
    today: NaiveDate,
    files: &[StoredFile],
) -> Result<()> {
    for (sheet, file) in sheets(today).iter().zip(files) {
        for whom in &sheet.whom {
            let row = row(services, tx, sheet, file, (*whom, ids), people, today).await?;
            document::add(tx, &row).await?;
            deliver(services, tx, &row, sheet.age, (data, ids), people).await?;
        }
    }
    Ok(())
}

async fn row(
    services: &Services,
    tx: &mut Tx,
    sheet: &Sheet,
    file: &StoredFile,
    (whom, ids): (For, &Ids),
    people: &People,
    today: NaiveDate,
) -> Result<Document> {
    let day = days_ago(today, sheet.age);
    let at = berlin::instant(day.and_time(NaiveTime::MIN)) + Duration::hours(9);
    let missing = Error::Internal("a demo document is for nobody");
    let target = match whom {
        For::All => Target::All,
        For::Person(person) => Target::Person(*ids.persons.get(person).ok_or(missing)?),
        For::Contract(contract) => Target::Contract(*ids.contracts.get(contract).ok_or(missing)?),
        For::House(house) => {
            let houses = store::master::properties(tx).await?;
            let found = houses.into_iter().find(|one| one.reference == house);
            Target::Property(found.ok_or(missing)?.id)
        }
    };
    let row = Document {
        id: DocumentId(services.chance().id(at)),
        reference: None,
        kind: sheet.kind,
        title: sheet.title.clone(),
        dated_on: day,
        blob_sha256: file.sha256.clone(),
        bytes: file.bytes,
        pages: file.pages,
        target: target.kind(),
        person_id: None,
        contract_id: None,
        unit_id: None,
        property_id: None,
        provided_at: at,
        withdrawn_at: None,
        valid_from: None,
        valid_to: None,
        revision: None,
        uploaded_by: people.staff.first().copied(),
        search_text: sheet.title.to_lowercase(),
    };
    Ok(row.aimed(target))
}

/// Enters all who see it. Who has an account was told; of what is older, two of three have opened it.
async fn deliver(
    services: &Services,
    tx: &mut Tx,
    row: &Document,
    age: u64,
    (data, ids): (&Batch, &Ids),
    people: &People,
) -> Result<()> {
    let at = row.provided_at;
    let readers = [TENANT, NEIGHBOUR, OWNER, BOTH].map(|part| part.person);
    let all = document::people(tx, row.target(), None, EVERYBODY).await?;
    for (place, person) in all.into_iter().enumerate() {
        if !documents::is_for(services, tx, row, person).await? {
            continue;
        }
        ledger::enter(tx, row.id, person, at).await?;
        let Some(reference) = reference(data, ids, person) else {
            continue;
        };
        if !people.residents.contains_key(reference) {
            continue;
        }
        ledger::tell(tx, person, at, at + Duration::minutes(4)).await?;
        let reads = readers.contains(&reference) && age > 30 || place % 3 != 0;
        if age > FRESH && reads {
            ledger::open(tx, row.id, person, at + Duration::hours(30)).await?;
        }
    }
    Ok(())
}

fn reference<'a>(data: &'a Batch, ids: &Ids, person: PersonId) -> Option<&'a str> {
    let references = data.persons.iter().map(|one| one.reference.as_str());
    let mut known = references.filter(|reference| ids.persons.get(*reference) == Some(&person));
    known.next()
}
