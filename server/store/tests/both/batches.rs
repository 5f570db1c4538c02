//! Batches of letters: filled once, entered once, thrown away after their time; and how people are found.

use chrono::Duration;
use domain::rollout::{BatchId, BatchKind, LetterState};
use store::batch::{self, NewBatch, Order, Rendered};
use store::{letter, master};

use crate::house::{House, day, id, now};
use crate::letters::a_letter;

/// A batch of the house that nobody is in yet.
pub fn a_batch(house: &House) -> NewBatch {
    NewBatch {
        id: BatchId(id()),
        kind: BatchKind::Rollout,
        property_id: Some(house.property),
        person_id: None,
        due_on: day("2026-11-02"),
        anew: None,
        ordered_by: None,
        created_at: now(),
    }
}

fn order(new: &NewBatch) -> Order {
    Order {
        id: new.id,
        kind: BatchKind::Rollout,
        property_id: new.property_id,
        person_id: None,
        anew: new.anew,
        ordered_by: new.ordered_by,
    }
}

/// A batch that has begun with Jan and Vera.
pub async fn begun(house: &House) -> NewBatch {
    let new = a_batch(house);
    let mut tx = house.write().await;
    assert!(batch::add(&mut tx, &new).await.unwrap());
    let filled = batch::fill(&mut tx, &order(&new), day("2026-11-02"), now()).await;
    assert_eq!(filled.unwrap(), 2);
    assert!(batch::begin(&mut tx, new.id, now()).await.unwrap());
    tx.commit().await.unwrap();
    new
}

pub async fn a_house_waits_for_one_day(house: &House) {
    let who = house.account(None, "clerk@haus.example").await;
    let (mut new, second) = (a_batch(house), a_batch(house));
    new.ordered_by = Some(who);
    let mut tx = house.write().await;
    assert!(!batch::any(&mut tx).await.unwrap());
    assert!(batch::add(&mut tx, &new).await.unwrap());
    assert!(batch::any(&mut tx).await.unwrap());
    let known = batch::order(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!((known.ordered_by, known.person_id), (Some(who), None));
    assert!(!batch::add(&mut tx, &second).await.unwrap());
    assert_eq!(
        batch::planned(&mut tx, house.property).await.unwrap(),
        Some(new.id)
    );
    batch::put_off(&mut tx, new.id, day("2026-12-01"))
        .await
        .unwrap();
    for (today, due) in [("2026-11-30", 0), ("2026-12-01", 1), ("2027-01-01", 1)] {
        let found = batch::due(&mut tx, day(today)).await.unwrap();
        assert_eq!(found.len(), due, "{today}");
    }
    batch::take_back(&mut tx, new.id).await.unwrap();
    assert!(batch::order(&mut tx, new.id).await.unwrap().is_none());
    assert!(batch::add(&mut tx, &second).await.unwrap());
    assert!(batch::begin(&mut tx, second.id, now()).await.unwrap());
    assert!(!batch::begin(&mut tx, second.id, now()).await.unwrap());
    assert_eq!(batch::planned(&mut tx, house.property).await.unwrap(), None);
}

pub async fn a_batch_holds_whoever_is_owed_a_letter(house: &House) {
    house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    for (anew, today, persons) in [
        (None, "2026-11-02", 1),
        (None, "2025-12-31", 0),
        (Some(now()), "2026-11-02", 1),
    ] {
        let new = NewBatch {
            anew,
            ..a_batch(house)
        };
        batch::add(&mut tx, &new).await.unwrap();
        let filled = batch::fill(&mut tx, &order(&new), day(today), now()).await;
        assert_eq!(filled.unwrap(), persons, "{anew:?} {today}");
        let again = batch::fill(&mut tx, &order(&new), day(today), now()).await;
        assert_eq!(again.unwrap(), 0, "nobody is in it twice");
        batch::begin(&mut tx, new.id, now()).await.unwrap();
    }
    letter::add(&mut tx, &a_letter(house.vera, "111111111"), None)
        .await
        .unwrap();
    for (anew, persons) in [(None, 0), (Some(now() + Duration::seconds(1)), 1)] {
        let new = NewBatch {
            anew,
            ..a_batch(house)
        };
        batch::add(&mut tx, &new).await.unwrap();
        let filled = batch::fill(&mut tx, &order(&new), day("2026-11-02"), now()).await;
        assert_eq!(filled.unwrap(), persons, "{anew:?}");
        batch::begin(&mut tx, new.id, now()).await.unwrap();
    }
    let live = letter::live(&mut tx, "111111111").await.unwrap().unwrap();
    for _ in 0..10 {
        assert!(letter::take_try(&mut tx, live.id, 10).await.unwrap());
    }
    let new = a_batch(house);
    batch::add(&mut tx, &new).await.unwrap();
    let filled = batch::fill(&mut tx, &order(&new), day("2026-11-02"), now()).await;
    assert_eq!(filled.unwrap(), 1, "a dead code is no letter");
}

pub async fn one_worker_holds_a_batch(house: &House) {
    let id = begun(house).await.id;
    let until = now() + Duration::minutes(5);
    let mut tx = house.write().await;
    for (at, held) in [(now(), true), (now(), false), (until, true)] {
        let answer = batch::hold(&mut tx, id, at, at + Duration::minutes(5)).await;
        assert_eq!(answer.unwrap(), held, "{at}");
    }
    batch::let_go(&mut tx, id).await.unwrap();
    assert!(batch::hold(&mut tx, id, now(), until).await.unwrap());
    batch::let_go_all(&mut tx).await.unwrap();
    assert!(batch::hold(&mut tx, id, now(), until).await.unwrap());
}

pub async fn a_letter_is_entered_once_and_thrown_away_whole(house: &House) {
    let id = begun(house).await.id;
    let mut tx = house.write().await;
    let waiting = batch::queued(&mut tx, id, 9).await.unwrap();
    assert_eq!(waiting, [house.jan, house.vera], "by their references");
    let [print, single] = ["a", "b"].map(|digit| digit.repeat(64));
    let number = batch::add_print(&mut tx, id, 1, &print, now())
        .await
        .unwrap();
    assert_eq!(number, 1);
    let paper = a_letter(house.vera, "111111111");
    letter::add(&mut tx, &paper, None).await.unwrap();
    let done = Rendered {
        person: house.vera,
        letter: paper.id,
        print: number,
        recipient: "Vera Lindt\nLindenhof 3\n10115\nBerlin".to_owned(),
        pdf_sha256: single.clone(),
        pages: 2,
    };
    assert!(batch::render(&mut tx, id, &done).await.unwrap());
    assert!(!batch::render(&mut tx, id, &done).await.unwrap());
    batch::finish(&mut tx, id, now()).await.unwrap();
    assert!(batch::batch(&mut tx, id).await.unwrap().unwrap().runs());
    let (state, why) = (LetterState::Failed, Some("zu lang"));
    for left_out in [true, false] {
        let answer = batch::leave_out(&mut tx, id, house.jan, state, why).await;
        assert_eq!(answer.unwrap(), left_out);
    }
    batch::finish(&mut tx, id, now()).await.unwrap();
    batch::post(&mut tx, id, day("2026-11-03")).await.unwrap();
    let row = batch::batch(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (row.letters, row.queued, row.rendered, row.failed),
        (2, 0, 1, 1)
    );
    assert_eq!((row.runs(), row.percent()), (false, 100));
    assert!(!row.is_void());
    assert_eq!(batch::page(&mut tx, 9).await.unwrap(), [row]);
    let letters = batch::letters(&mut tx, id, 9).await.unwrap();
    assert_eq!(
        letters
            .iter()
            .map(|one| (one.name.as_str(), one.reason.as_deref(), one.kept))
            .collect::<Vec<_>>(),
        [
            ("Jan Lindt", Some("zu lang"), false),
            ("Vera Lindt", None, true)
        ]
    );
    papers_go_after_their_time(&mut tx, house, id, [print, single]).await;
}

async fn papers_go_after_their_time(
    tx: &mut store::Tx,
    house: &House,
    id: BatchId,
    [print, single]: [String; 2],
) {
    let waiting = batch::waiting(tx, id).await.unwrap();
    assert_eq!(waiting.len(), 1);
    batch::handed_over(tx, id, 1, now()).await.unwrap();
    assert!(batch::waiting(tx, id).await.unwrap().is_empty());
    let found = batch::print_pdf(tx, id, 1).await.unwrap();
    assert_eq!(found.as_ref(), Some(&print));
    let found = batch::letter_pdf(tx, id, house.vera)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.file(), "P-Vera-111111111.pdf");
    assert_eq!(batch::outcome(tx, id, 1).await.unwrap().len(), 1);
    let addressed = batch::addresses(tx, id).await.unwrap();
    assert_eq!(addressed[0].file, "P-Vera-111111111.pdf");
    assert!(batch::old_blobs(tx, now(), 9).await.unwrap().is_empty());
    let later = now() + Duration::seconds(1);
    assert_eq!(
        batch::old_blobs(tx, later, 9).await.unwrap(),
        [single, print]
    );
    assert_eq!(batch::blobs(tx).await.unwrap().len(), 2);
    batch::forget_blobs(tx, later, 9).await.unwrap();
    assert!(batch::blobs(tx).await.unwrap().is_empty());
    assert!(batch::old_blobs(tx, later, 9).await.unwrap().is_empty());
    assert_eq!(batch::print_pdf(tx, id, 1).await.unwrap(), None);
    assert!(batch::addresses(tx, id).await.unwrap().is_empty());
    assert!(!batch::prints(tx, id).await.unwrap()[0].kept);
}

pub async fn a_letter_that_a_newer_one_replaced_is_no_longer_handed_out(house: &House) {
    let id = begun(house).await.id;
    let mut tx = house.write().await;
    let print = "a".repeat(64);
    let number = batch::add_print(&mut tx, id, 1, &print, now()).await;
    let paper = a_letter(house.vera, "111111111");
    letter::add(&mut tx, &paper, None).await.unwrap();
    let done = Rendered {
        person: house.vera,
        letter: paper.id,
        print: number.unwrap(),
        recipient: "Vera Lindt".to_owned(),
        pdf_sha256: "b".repeat(64),
        pages: 1,
    };
    batch::render(&mut tx, id, &done).await.unwrap();
    let live = batch::letter_pdf(&mut tx, id, house.vera).await.unwrap();
    assert!(live.is_some());
    let row = batch::batch(&mut tx, id).await.unwrap().unwrap();
    assert!(!row.is_spent());
    let newer = a_letter(house.vera, "222222222");
    let after = Some(now() + Duration::seconds(1));
    letter::add(&mut tx, &newer, after).await.unwrap();
    let row = batch::batch(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((row.rendered, row.dead, row.is_void()), (1, 1, true));
    let letters = batch::letters(&mut tx, id, 9).await.unwrap();
    assert!(letters.iter().all(|one| !one.kept));
    assert!(letters.iter().any(|one| one.replaced));
    let gone = batch::letter_pdf(&mut tx, id, house.vera).await.unwrap();
    assert!(gone.is_none());
}

pub async fn a_letter_that_was_used_is_not_waited_for(house: &House) {
    let id = begun(house).await.id;
    let mut tx = house.write().await;
    let print = "a".repeat(64);
    let number = batch::add_print(&mut tx, id, 1, &print, now()).await;
    let paper = a_letter(house.vera, "111111111");
    letter::add(&mut tx, &paper, None).await.unwrap();
    let done = Rendered {
        person: house.vera,
        letter: paper.id,
        print: number.unwrap(),
        recipient: "Vera Lindt".to_owned(),
        pdf_sha256: "b".repeat(64),
        pages: 1,
    };
    batch::render(&mut tx, id, &done).await.unwrap();
    assert!(letter::redeem(&mut tx, paper.id, now()).await.unwrap());
    let row = batch::batch(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((row.rendered, row.dead, row.redeemed), (1, 0, 1));
    assert!(row.is_spent() && !row.is_void());
    let letters = batch::letters(&mut tx, id, 9).await.unwrap();
    let redeemed = letters.iter().filter(|one| one.redeemed);
    assert_eq!(redeemed.count(), 1);
}

pub async fn houses_count_their_people(house: &House) {
    house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    letter::add(&mut tx, &a_letter(house.vera, "111111111"), None)
        .await
        .unwrap();
    for (days, under_way) in [(0, 1), (30, 0)] {
        let at = now() + Duration::days(days);
        let rows = batch::properties(&mut tx, day("2026-11-02"), at)
            .await
            .unwrap();
        let row = &rows[0];
        assert_eq!(
            (row.persons, row.registered, row.under_way, row.waiting()),
            (2, 1, under_way, 1 - under_way)
        );
    }
}

pub async fn people_are_found_by_what_staff_know(house: &House) {
    let mut tx = house.write().await;
    let mut jan = master::person(&mut tx, house.jan).await.unwrap().unwrap();
    jan.last_name = "Österle-Groß".into();
    jan.email = Some("Jan.O@post.example".into());
    jan.phone = Some("+49 30 23125-17".into());
    jan.street = "Ölmühlenweg 4".into();
    master::put_persons(&mut tx, &[jan.into()]).await.unwrap();
    letter::add(&mut tx, &a_letter(house.vera, "471108153"), None)
        .await
        .unwrap();
    for (wanted, found) in [
        ("lindt", vec!["Vera Lindt"]),
        ("LINDT  vera", vec!["Vera Lindt"]),
        ("ÖSTERLE", vec!["Jan Österle-Groß"]),
        ("p-jan", vec!["Jan Österle-Groß"]),
        ("v-1", vec!["Vera Lindt", "Jan Österle-Groß"]),
        ("471 108 153", vec!["Vera Lindt"]),
        ("jan.o@POST", vec!["Jan Österle-Groß"]),
        ("030 23125", vec!["Jan Österle-Groß"]),
        ("ölmühlenweg", vec!["Jan Österle-Groß"]),
        ("lindenhof", vec!["Vera Lindt", "Jan Österle-Groß"]),
        ("lindenhof keller", vec![]),
        ("%", vec![]),
        ("l_ndt", vec![]),
    ] {
        let rows = batch::search(&mut tx, wanted, 9).await.unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, found, "{wanted}");
    }
    assert!(batch::exhausted(&mut tx, 9).await.unwrap().is_empty());
    let live = letter::live(&mut tx, "471108153").await.unwrap().unwrap();
    for _ in 0..10 {
        letter::take_try(&mut tx, live.id, 10).await.unwrap();
    }
    let dead = batch::exhausted(&mut tx, 9).await.unwrap();
    assert!(dead.len() == 1 && dead[0].exhausted && !dead[0].registered);
    let history = batch::history(&mut tx, house.vera).await.unwrap();
    assert_eq!((history.len(), history[0].tries), (1, 10));
    assert_eq!(
        batch::since(&mut tx, house.vera).await.unwrap(),
        (None, false)
    );
}

pub async fn a_day_that_staff_named_survives_an_import(house: &House) {
    let mut tx = house.write().await;
    let mut found = master::property(&mut tx, house.property)
        .await
        .unwrap()
        .unwrap();
    found.enabled_on = None;
    master::put_properties(&mut tx, &[found.into()])
        .await
        .unwrap();
    let kept = master::property(&mut tx, house.property)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.enabled_on, Some(day("2026-01-01")));
    master::disable(&mut tx, house.property).await.unwrap();
    let open = master::property(&mut tx, house.property)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(open.enabled_on, None);
}
