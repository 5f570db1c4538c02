//! A portal and the seven people at its door, for the tables of what each of them is answered.

use std::collections::BTreeMap;

use domain::Role;
use service::testing::{Engine, World};

use super::house::House;

/// The seven: nobody, who reported it, the co-tenant, the neighbour, the former tenant, a clerk, an admin.
pub const PEOPLE: [&str; 7] = [
    "anonymous",
    "reporter",
    "co-tenant",
    "neighbour",
    "former",
    "clerk",
    "admin",
];

/// What each of them is answered.
pub type Expected = [u16; 7];

/// A portal with the seven at its door.
pub struct Stage {
    pub house: House,
    pub cookies: Vec<String>,
    pub words: BTreeMap<&'static str, String>,
}

/// The stage under the settings of most tests.
pub async fn stage() -> (World, Stage) {
    stage_in(World::new(Engine::Sqlite).await.expect("world")).await
}

/// The same in another world.
pub async fn stage_in(world: World) -> (World, Stage) {
    let vera = world.resident("P-VERA").await.expect("Vera");
    let new = world.report(&vera, "Heizung kalt").expect("report");
    let contract = new.contract.to_string();
    let row = vera.tickets().report(new, vec![]).await.expect("ticket");
    let mut cookies = vec![String::new()];
    for reference in ["P-VERA", "P-JAN", "P-OLGA", "P-EMIL"] {
        cookies.push(world.resident_token(reference).await.expect("token"));
    }
    for role in [Role::Clerk, Role::Admin] {
        cookies.push(world.staff_token(role).await.expect("token"));
    }
    let letters = letters_of_ada(&world).await;
    let nothing = world.services.chance().id(world.now()).to_string();
    let words = [
        ("{ticket}", row.id.to_string()),
        ("{contract}", contract),
        ("{nothing}", nothing),
        ("{batch}", letters.0),
        ("{person}", letters.1),
        ("{house}", letters.2),
    ];
    let house = House::with_pages(&world.services).await;
    (
        world,
        Stage {
            house,
            cookies,
            words: words.into(),
        },
    )
}

/// The batch with Ada's letter, Ada herself, and the house that is not enabled yet.
async fn letters_of_ada(world: &World) -> (String, String, String) {
    let mut tx = world.services.db().read().await.expect("tx");
    let all = store::master::load(&mut tx).await.expect("master data");
    let ada = all.persons.iter().find(|one| one.reference == "P-ADA");
    let ada = ada.expect("Ada").id;
    let house = all.properties.iter().find(|one| one.reference == "O-2");
    let house = house.expect("house").id.to_string();
    drop(tx);
    let operator = world.services.operator("test");
    let made = service::letters::make_for(&operator, ada, None).await;
    made.expect("made").expect("owed");
    let mut tx = world.services.db().read().await.expect("tx");
    let batches = store::batch::page(&mut tx, 1).await.expect("batches");
    (batches[0].id.to_string(), ada.to_string(), house)
}

impl Stage {
    /// A text with its words in braces replaced.
    pub fn fill(&self, text: &str) -> String {
        self.words
            .iter()
            .fold(text.to_owned(), |text, (name, word)| {
                text.replace(name, word)
            })
    }

    /// The status of a page or file for a person.
    pub async fn get(&self, path: &str, person: usize) -> u16 {
        let cookie = &self.cookies[person];
        let request = format!(
            "GET {} HTTP/1.1\naccept: text/html\ncookie: sid={cookie}",
            self.fill(path)
        );
        self.house.ask(&request, b"").await.status
    }

    /// The status of a server function for a person.
    pub async fn call(&self, path: &str, body: &str, person: usize) -> u16 {
        let cookie = &self.cookies[person];
        let head = format!(
            "POST /api/{path} HTTP/1.1\naccept: application/json\ncontent-type: application/x-www-form-urlencoded\norigin: http://127.0.0.1:3000\ncookie: sid={cookie}"
        );
        self.house
            .ask(&head, self.fill(body).as_bytes())
            .await
            .status
    }
}
