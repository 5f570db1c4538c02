//! The test world: a house with people in it, on a real store, with mail and letters in memory and a clock that moves.

mod database;
mod furniture;
mod paper;
mod photo;
mod settings;
mod world;

pub use database::{Engine, database};
pub use paper::{numbers, pdf};
pub use photo::photo;
pub use settings::settings;
pub use world::World;

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
