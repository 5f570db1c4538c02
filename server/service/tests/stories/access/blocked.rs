//! An account that staff block.

use domain::activation::LetterKind;
use domain::audit::Action;
use domain::{Refusal, Role};
use service::Error;
use service::testing::{PASSWORD, World};
use store::{audit, change};

use super::{digits, numbers, refusal};
use crate::person;

service::stories!(
    a_blocked_account_opens_nothing_until_a_letter_recovers_it,
    only_an_open_account_is_blocked_and_only_with_a_reason,
);

const ANOTHER: &str = "kiesel laterne winter apfel zug";

async fn a_blocked_account_opens_nothing_until_a_letter_recovers_it(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let caller = world.with(Some(token.clone()), None).await.unwrap();
    let changes = caller.changes();
    changes.ask_phone("030 1234567", PASSWORD).await.unwrap();
    world.mails().await.unwrap();
    let vera = person(&world, "P-VERA").await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    clerk.rollouts().block(vera, "Anruf").await.unwrap();

    let gone = world.with(Some(token), None).await.unwrap();
    assert!(gone.me().is_none(), "all devices are signed out");
    let guest = world.guest();
    let refused = guest.access().sign_in("vera@haus.example", PASSWORD, true);
    assert_eq!(refusal(refused.await), Refusal::SignInFailed);
    let mails = world.mails().await.unwrap();
    assert!(
        mails
            .iter()
            .any(|mail| mail.to == "vera@haus.example" && mail.subject.contains("gesperrt"))
    );
    let page = clerk.rollouts().person(vera).await.unwrap();
    assert_eq!(
        (page.blocked_since, page.can_block),
        (Some(world.now()), false)
    );
    assert_eq!(page.letter, Some(LetterKind::Recovery));
    let mut tx = world.services.db().read().await.unwrap();
    let open = change::of_person(&mut tx, vera).await.unwrap();
    assert!(open.iter().all(|change| !change.state.is_open()));
    let events = audit::about(&mut tx, vera.0).await.unwrap();
    let blocked = |event: &&audit::Event| event.action == Action::AccessBlocked;
    assert_eq!(events.iter().filter(blocked).count(), 1);
    drop(tx);

    let recovery = clerk.rollouts().send_recovery(vera, "ausweis");
    recovery.await.unwrap();
    world.work().await.unwrap();
    let (number, code) = numbers(&world.letters().pop().unwrap().1);
    let token = guest.access().redeem(&number, &code).await.unwrap();
    let anew = world.with(None, Some(token)).await.unwrap();
    let access = anew.access();
    access.give_email("vera@post.example").await.unwrap();
    let code = digits(&world).await;
    access.confirm_email(&code).await.unwrap();
    access.finish(ANOTHER, true).await.unwrap();
    let page = clerk.rollouts().person(vera).await.unwrap();
    assert_eq!((page.blocked_since, page.can_block), (None, true));
}

async fn only_an_open_account_is_blocked_and_only_with_a_reason(world: World) {
    let resident = world.resident("P-VERA").await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let (vera, olga) = (
        person(&world, "P-VERA").await,
        person(&world, "P-OLGA").await,
    );
    let rollouts = clerk.rollouts();
    for (who, reason, wanted) in [
        (vera, " ", Refusal::BlockReasonMissing),
        (olga, "Anruf", Refusal::NothingToBlock),
    ] {
        assert_eq!(refusal(rollouts.block(who, reason).await), wanted);
    }
    let other = resident.rollouts().block(vera, "x").await;
    assert!(matches!(other, Err(Error::Forbidden)));
    resident.privacy().end_access(PASSWORD, true).await.unwrap();
    let again = rollouts.block(vera, "Anruf").await;
    assert_eq!(refusal(again), Refusal::NothingToBlock);
    let page = rollouts.person(vera).await.unwrap();
    assert_eq!((page.blocked_since, page.can_block), (None, false));
}
