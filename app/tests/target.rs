//! Where the sign-in and the choice of a contract lead afterwards.

use app::access::target::{after_choice, own_path};

#[test]
fn the_sign_in_leads_to_own_pages_only() {
    for (wanted, reached) in [
        ("/vorgaenge/1?neu=1", "/vorgaenge/1?neu=1"),
        ("/team", "/team"),
        ("", "/"),
        ("vorgaenge", "/"),
        ("//boese.example", "/"),
        ("/\\boese.example", "/"),
        ("https://boese.example", "/"),
        ("/a\r\nSet-Cookie: sid=1", "/"),
        ("/\t/boese.example", "/"),
    ] {
        assert_eq!(own_path(wanted), reached, "{wanted:?}");
    }
}

#[test]
fn a_choice_stays_on_its_page_but_for_that_of_one_contract() {
    for (page, reached) in [
        ("/vorgaenge", "/vorgaenge"),
        ("/vertrag", "/vertrag"),
        ("/vertrag/1", "/vertrag"),
        ("//boese.example", "/"),
    ] {
        assert_eq!(after_choice(page), reached, "{page}");
    }
}
