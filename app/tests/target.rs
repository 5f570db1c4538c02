//! Where the sign-in leads afterwards.

use app::access::target::own_path;

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
