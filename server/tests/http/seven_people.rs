//! Seven people ask for every page and call every server function.

use std::collections::BTreeSet;

use app::App;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use service::testing::{Engine, World, settings};

use super::matrix::{FUNCTIONS, PAGES, STEPS};
use super::stage::{PEOPLE, stage, stage_in};

/// What staff who lack a required second factor are refused: all but their way in and out.
const WORK: [&str; 5] = [
    "contracts/",
    "home",
    "staff/",
    "tickets/",
    "access/sessions",
];

#[tokio::test]
async fn staff_who_lack_a_required_second_factor_reach_only_its_page() {
    let mut strict = settings();
    strict.security.staff_second_factor = true;
    let world = World::under(Engine::Sqlite, strict).await.expect("world");
    let (_world, stage) = stage_in(world).await;
    let (clerk, pages) = (
        5,
        ["/einstellungen/passkeys", "/einstellungen/zweiter-faktor"],
    );
    for (pattern, expected) in PAGES {
        if expected[0] != 302 || expected == STEPS {
            continue;
        }
        let path = pattern.replace("{id}", "{ticket}");
        let wanted = if pages.contains(&path.as_str()) {
            200
        } else {
            302
        };
        assert_eq!(stage.get(&path, clerk).await, wanted, "{pattern}");
    }
    for (path, body, _) in FUNCTIONS {
        if WORK.iter().any(|start| path.starts_with(start)) {
            let status = stage.call(path, body, clerk).await;
            assert!([403, 404].contains(&status), "{path}: {status}");
        }
    }
    assert_eq!(stage.call("access/second-factor", "", clerk).await, 200);
    assert_eq!(stage.call("access/sign-out", "", clerk).await, 200);
}

#[tokio::test]
async fn every_page_answers_each_person_as_the_table_says() {
    let (_world, stage) = stage().await;
    let listed: BTreeSet<String> = generate_route_list(App)
        .into_iter()
        .map(|route| route.path().to_owned())
        .collect();
    let known: BTreeSet<String> = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(listed, known, "pages without a line in the table");
    let mut wrong = Vec::new();
    for (pattern, expected) in PAGES {
        let path = match pattern {
            "/vertrag/{id}" => "/vertrag/{contract}".to_owned(),
            "/team/freischaltung/{id}" => "/team/freischaltung/{batch}".to_owned(),
            "/team/personen/{id}" => "/team/personen/{person}".to_owned(),
            other => other.replace("{id}", "{ticket}"),
        };
        for (person, wanted) in expected.into_iter().enumerate() {
            let status = stage.get(&path, person).await;
            if status != wanted {
                wrong.push(format!(
                    "{pattern} as {}: {status} instead of {wanted}",
                    PEOPLE[person]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_server_function_answers_each_person_as_the_table_says() {
    let listed: BTreeSet<String> = server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    let known: BTreeSet<String> = FUNCTIONS
        .iter()
        .map(|(path, ..)| (*path).to_owned())
        .collect();
    assert_eq!(
        listed, known,
        "server functions without a line in the table"
    );
    let mut wrong = Vec::new();
    for (path, body, expected) in FUNCTIONS {
        // A portal of its own for each: signing out or changing a password must not touch the next.
        let (_world, stage) = stage().await;
        for (person, wanted) in expected.into_iter().enumerate() {
            let status = stage.call(path, body, person).await;
            if status != wanted {
                wrong.push(format!(
                    "{path} as {}: {status} instead of {wanted}",
                    PEOPLE[person]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_step_that_says_too_little_is_refused_and_no_fault_of_ours() {
    let (_world, stage) = stage().await;
    for body in [
        "id={ticket}",
        "id={ticket}&kind=termin&date=2026-12-01",
        "id={ticket}&kind=termin&time=08%3A30",
        "id={ticket}&kind=ablehnen&reason=x",
    ] {
        let status = stage.call("tickets/step", body, 5).await;
        assert_eq!(status, 422, "{body}");
    }
}
