//! Other sites, other names, other forms: none of them acts in a person's name.

use super::house::House;

const FORM: &str = "content-type: application/x-www-form-urlencoded";

async fn post(house: &House, headers: &[&str]) -> u16 {
    let lines = headers.join("\n");
    house
        .ask(&format!("POST /api/echo HTTP/1.1\n{lines}"), b"a=1")
        .await
        .status
}

#[tokio::test]
async fn only_our_own_pages_may_post() {
    let house = House::open("").await;
    let cookie = "cookie: sid=abc";
    for (headers, status) in [
        (vec![FORM, cookie, "sec-fetch-site: same-origin"], 200),
        (vec![FORM, cookie, "sec-fetch-site: none"], 200),
        (vec![FORM, cookie, "origin: http://127.0.0.1:3000"], 200),
        (vec![FORM, cookie, "sec-fetch-site: cross-site"], 403),
        (vec![FORM, cookie, "sec-fetch-site: same-site"], 403),
        (vec![FORM, cookie, "origin: https://evil.example"], 403),
        (vec![FORM, cookie, "origin: http://127.0.0.1:4000"], 403),
        (vec![FORM, cookie, "origin: null"], 403),
        (vec![FORM, cookie], 403),
        (vec![FORM], 200),
        (vec![FORM, "sec-fetch-site: cross-site"], 403),
        (
            vec![
                FORM,
                cookie,
                "sec-fetch-site: cross-site",
                "x-http-method-override: GET",
            ],
            403,
        ),
    ] {
        assert_eq!(post(&house, &headers).await, status, "{headers:?}");
    }
}

#[tokio::test]
async fn server_functions_take_their_declared_types_only() {
    let house = House::open("").await;
    for (kind, status) in [
        ("content-type: application/json", 200),
        (
            "content-type: application/x-www-form-urlencoded; charset=utf-8",
            200,
        ),
        ("content-type: text/plain", 415),
        ("content-type: multipart/form-data; boundary=x", 415),
        ("x-nothing: declared", 415),
    ] {
        assert_eq!(
            post(&house, &[kind, "sec-fetch-site: same-origin"]).await,
            status,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn reading_needs_no_origin() {
    let house = House::open("").await;
    let link = "GET / HTTP/1.1\ncookie: sid=abc\nsec-fetch-site: cross-site";
    assert_eq!(house.ask(link, b"").await.status, 200, "a link in a mail");
}

#[tokio::test]
async fn a_name_that_is_not_ours_is_misdirected() {
    let house = House::open(
        "[server]\nbase_url = \"https://portal.example.org\"\ntrusted_proxies = [\"10.0.0.1\"]\n",
    )
    .await;
    for (host, status) in [
        ("portal.example.org", 200),
        ("portal.example.org:443", 200),
        ("PORTAL.example.org", 200),
        ("evil.example", 421),
        ("portal.example.org.evil.example", 421),
        ("portal.example.org\nhost: evil.example", 421),
        ("127.0.0.1", 421),
        ("", 421),
    ] {
        let request = format!("GET / HTTP/1.1\nhost: {host}");
        assert_eq!(house.ask(&request, b"").await.status, status, "{host}");
    }
    let absolute = "GET http://evil.example/ HTTP/1.1\nhost: portal.example.org";
    assert_eq!(house.ask(absolute, b"").await.status, 421);
    let health = "GET /healthz HTTP/1.1\nhost: evil.example";
    assert_eq!(house.ask(health, b"").await.status, 200);
}

#[tokio::test]
async fn at_home_every_name_of_this_machine_is_ours() {
    let house = House::open("").await;
    for (host, status) in [
        ("localhost:9", 200),
        ("[::1]:3000", 200),
        ("rebind.example", 421),
    ] {
        let request = format!("GET / HTTP/1.1\nhost: {host}");
        assert_eq!(house.ask(&request, b"").await.status, status, "{host}");
    }
}
