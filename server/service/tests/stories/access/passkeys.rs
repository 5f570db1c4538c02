//! Passkeys: added, used instead of a password, refused, removed.

use chrono::Duration;
use domain::audit::Action;
use domain::{Refusal, Role};
use service::testing::{Engine, PASSWORD, World, settings};
use service::{Caller, Error, NewSession, SignedIn, recruit};
use store::audit;

use super::device::Device;
use super::refusal;

const ANOTHER: &str = "neue lampe fluss teppich";

/// The same house under a name, for which there can be passkeys.
async fn house(engine: Engine, strict: bool) -> World {
    let mut named = settings();
    named.base_url = "http://localhost:3000".to_owned();
    named.security.staff_second_factor = strict;
    World::under(engine, named).await.unwrap()
}

/// Runs each story on both engines, in the house with a name.
macro_rules! stories {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name(super::house(super::Engine::Sqlite, false).await).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $name() {
                if std::env::var_os("TEST_POSTGRES_URL").is_some() {
                    super::$name(super::house(super::Engine::Postgres, false).await).await;
                }
            })+
        }
    };
}

stories!(
    a_passkey_opens_the_account_alone,
    a_wrong_answer_opens_nothing,
    a_copy_is_refused_and_told,
    a_new_passkey_needs_password_and_a_true_answer,
    a_removed_passkey_opens_nothing,
    a_reset_by_mail_takes_passkeys_away,
);

/// Adds a passkey; the caller's session is a new one afterwards.
async fn added(world: &World, caller: &Caller, device: &mut Device) -> Caller {
    let access = caller.access();
    let question = access.begin_passkey("Telefon", PASSWORD).await.unwrap();
    let answer = device.make(&question);
    let session = access
        .add_passkey(&question.token, "Telefon", &answer)
        .await
        .unwrap();
    world.with(Some(session.token), None).await.unwrap()
}

async fn sign_in(world: &World, device: &mut Device) -> Result<NewSession, Error> {
    let guest = world.guest();
    let question = guest.access().ask_passkey().await.unwrap();
    let answer = device.sign(&question);
    let access = guest.access();
    access.sign_in_passkey(&question.token, &answer, true).await
}

async fn a_passkey_opens_the_account_alone(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let vera = world.with(Some(token.clone()), None).await.unwrap();
    let mut phone = Device::new(1);
    let own = added(&world, &vera, &mut phone).await;
    let old = world.with(Some(token), None).await.unwrap();
    assert!(old.me().is_none(), "older sessions end");
    let view = own.access().passkeys().await.unwrap();
    assert_eq!((view.rows.len(), view.possible), (1, true));
    assert_eq!(view.rows[0].used_at, None);
    let mails = world.mails().await.unwrap();
    assert!(mails[0].text.contains("ein Passkey ist hinzugekommen"));
    assert!(mails[0].text.contains("Entfernen Sie ihn"));
    // Codes of an app are not asked for: the passkey is both factors.
    own.access().begin_second_factor(PASSWORD).await.unwrap();
    let account = own.me().unwrap().account;
    let code = world.app_code(account).await.unwrap();
    own.access().confirm_second_factor(&code).await.unwrap();
    for _ in 0..2 {
        let session = sign_in(&world, &mut phone).await.unwrap();
        assert!(session.max_age.is_some(), "an own device");
        let inside = world.with(Some(session.token), None).await.unwrap();
        assert_eq!(inside.me().unwrap().account, account);
        let view = inside.access().passkeys().await.unwrap();
        assert_eq!(view.rows[0].used_at, Some(world.now()));
    }
}

async fn a_wrong_answer_opens_nothing(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let mut phone = Device::new(1);
    added(&world, &vera, &mut phone).await;
    let (mut elsewhere, mut other, mut unverified) = (phone.clone(), phone.clone(), phone.clone());
    elsewhere.origin = "http://localhost:3001";
    other.host = "portal.example";
    unverified.verified = 0;
    let mut stranger = Device::new(2);
    for device in [&mut elsewhere, &mut other, &mut unverified, &mut stranger] {
        assert_eq!(
            refusal(sign_in(&world, device).await),
            Refusal::PasskeyFailed,
            "{device:?}"
        );
    }
    let guest = world.guest();
    let access = guest.access();
    let question = access.ask_passkey().await.unwrap();
    let answer = phone.sign(&question);
    access
        .sign_in_passkey(&question.token, &answer, true)
        .await
        .unwrap();
    assert_eq!(
        refusal(access.sign_in_passkey(&question.token, &answer, true).await),
        Refusal::PasskeyFailed,
        "a question is answered once"
    );
    let next = access.ask_passkey().await.unwrap();
    assert_eq!(
        refusal(access.sign_in_passkey(&next.token, &answer, true).await),
        Refusal::PasskeyFailed,
        "an answer belongs to its question"
    );
    let late = access.ask_passkey().await.unwrap();
    let answer = phone.sign(&late);
    world.pass(Duration::minutes(5));
    assert_eq!(
        refusal(access.sign_in_passkey(&late.token, &answer, true).await),
        Refusal::PasskeyFailed,
        "five minutes"
    );
    assert_eq!(
        refusal(access.sign_in_passkey("", "kein JSON", true).await),
        Refusal::PasskeyFailed
    );
}

async fn a_copy_is_refused_and_told(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let mut phone = Device::new(1);
    added(&world, &vera, &mut phone).await;
    let mut copy = phone.clone();
    for _ in 0..2 {
        sign_in(&world, &mut phone).await.unwrap();
    }
    world.mails().await.unwrap();
    assert_eq!(
        refusal(sign_in(&world, &mut copy).await),
        Refusal::PasskeyFailed
    );
    let mails = world.mails().await.unwrap();
    assert!(mails[0].text.contains("eine Kopie davon"));
    let mut tx = world.services.db().read().await.unwrap();
    let copies = audit::count(&mut tx, Action::PasskeyCopied).await;
    assert_eq!(copies.unwrap(), 1);
}

async fn a_new_passkey_needs_password_and_a_true_answer(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let access = vera.access();
    for (name, password, wanted) in [
        ("Telefon", "falsch", Refusal::CurrentPasswordWrong),
        (" ", PASSWORD, Refusal::PasskeyNameMissing),
    ] {
        assert_eq!(refusal(access.begin_passkey(name, password).await), wanted);
    }
    let (mut elsewhere, mut unverified) = (Device::new(1), Device::new(1));
    elsewhere.host = "portal.example";
    unverified.verified = 0;
    for device in [&mut elsewhere, &mut unverified] {
        let question = access.begin_passkey("Telefon", PASSWORD).await.unwrap();
        let answer = device.make(&question);
        let added = access.add_passkey(&question.token, "Telefon", &answer);
        assert_eq!(refusal(added.await), Refusal::PasskeyNotAdded);
    }
    let mut phone = Device::new(1);
    let question = access.begin_passkey("Telefon", PASSWORD).await.unwrap();
    let answer = phone.make(&question);
    let jan = world.resident("P-JAN").await.unwrap();
    let foreign = jan.access();
    let foreign = foreign.add_passkey(&question.token, "Telefon", &answer);
    assert_eq!(
        refusal(foreign.await),
        Refusal::PasskeyNotAdded,
        "the question was Vera's"
    );
    world.pass(Duration::minutes(5));
    let late = access.add_passkey(&question.token, "Telefon", &answer);
    assert_eq!(
        refusal(late.await),
        Refusal::PasskeyNotAdded,
        "five minutes"
    );
    let mut own = added(&world, &vera, &mut phone).await;
    let question = jan.access().begin_passkey("Telefon", PASSWORD).await;
    let question = question.unwrap();
    let taken = phone.clone().make(&question);
    let access = jan.access();
    let taken = access.add_passkey(&question.token, "Telefon", &taken);
    assert_eq!(
        refusal(taken.await),
        Refusal::PasskeyNotAdded,
        "it is Vera's"
    );
    for number in 2..=10 {
        own = added(&world, &own, &mut Device::new(number)).await;
    }
    let eleventh = own.access().begin_passkey("Telefon", PASSWORD).await;
    assert_eq!(refusal(eleventh), Refusal::PasskeyLimit);
}

async fn a_removed_passkey_opens_nothing(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let mut phone = Device::new(1);
    let own = added(&world, &vera, &mut phone).await;
    let id = own.access().passkeys().await.unwrap().rows[0].id;
    own.access().rename_passkey(id, " Büro ").await.unwrap();
    let named = own.access().passkeys().await.unwrap();
    assert_eq!(named.rows[0].name, "Büro");
    let jan = world.resident("P-JAN").await.unwrap();
    for refused in [
        jan.access().rename_passkey(id, "Meiner").await,
        jan.access().remove_passkey(id, PASSWORD).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    assert_eq!(
        refusal(own.access().remove_passkey(id, "falsch").await),
        Refusal::CurrentPasswordWrong
    );
    own.access().remove_passkey(id, PASSWORD).await.unwrap();
    assert_eq!(
        refusal(sign_in(&world, &mut phone).await),
        Refusal::PasskeyFailed
    );
}

/// Sets a new password by the link in the mailbox; what the owner is told.
async fn reset(world: &World, email: &str) -> String {
    world.mails().await.unwrap();
    let guest = world.guest();
    guest.access().forgot_password(email).await.unwrap();
    let mail = world.mails().await.unwrap().pop().unwrap();
    let (_, link) = mail.text.split_once("token=").unwrap();
    let token = link.split_whitespace().next().unwrap();
    guest.access().reset_password(token, ANOTHER).await.unwrap();
    world.mails().await.unwrap().pop().unwrap().text
}

async fn a_reset_by_mail_takes_passkeys_away(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let mut thief = Device::new(1);
    added(&world, &vera, &mut thief).await;
    let told = reset(&world, "vera@haus.example").await;
    assert!(told.contains("Alle Passkeys sind entfernt."), "{told}");
    assert_eq!(
        refusal(sign_in(&world, &mut thief).await),
        Refusal::PasskeyFailed
    );
}

#[tokio::test]
async fn a_passkey_is_the_second_factor_of_staff() {
    let world = house(Engine::Sqlite, true).await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(clerk.access().passkeys().await.unwrap().required);
    let mut phone = Device::new(1);
    let own = added(&world, &clerk, &mut phone).await;
    assert!(!own.me().unwrap().must_enrol);
    let email = own.me().unwrap().email;
    let guest = world.guest();
    assert_eq!(
        refusal(guest.access().sign_in(&email, PASSWORD, true).await),
        Refusal::PasskeyWanted,
        "the password alone is one factor"
    );
    let mut tx = world.services.db().read().await.unwrap();
    let noted = audit::count(&mut tx, Action::SecondFactorAsked).await;
    drop(tx);
    assert_eq!(noted.unwrap(), 1, "somebody knew the password");
    let told = reset(&world, &email).await;
    assert!(!told.contains("Passkeys"), "{told}");
    assert_eq!(
        refusal(guest.access().sign_in(&email, ANOTHER, true).await),
        Refusal::PasskeyWanted,
        "nor is the mailbox"
    );
    let session = sign_in(&world, &mut phone).await.unwrap();
    assert_eq!(session.max_age, None, "staff stay for a day at most");
    let operator = world.services.operator("staff");
    for there in [true, false] {
        let taken = recruit::reset_second_factor(&operator, &email).await;
        assert_eq!(taken.unwrap(), there);
    }
    assert_eq!(
        refusal(sign_in(&world, &mut phone).await),
        Refusal::PasskeyFailed
    );
    let answer = guest.access().sign_in(&email, ANOTHER, true).await;
    assert!(matches!(answer.unwrap(), SignedIn::Done(_)));
}

#[tokio::test]
async fn a_portal_without_a_name_has_no_passkeys() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(!vera.access().passkeys().await.unwrap().possible);
    for refused in [
        vera.access().begin_passkey("Telefon", PASSWORD).await,
        world.guest().access().ask_passkey().await,
    ] {
        assert_eq!(refusal(refused), Refusal::PasskeyAddress);
    }
}
