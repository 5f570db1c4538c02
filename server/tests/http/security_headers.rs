//! The headers, letter by letter.

use super::house::{Answer, House};

const HTTPS: &str =
    "[server]\nbase_url = \"https://portal.example.org\"\ntrusted_proxies = [\"10.0.0.1\"]\n";

async fn over_https(path: &str) -> Answer {
    let house = House::open(HTTPS).await;
    house
        .ask(
            &format!("GET {path} HTTP/1.1\nhost: portal.example.org\naccept: text/html"),
            b"",
        )
        .await
}

fn nonce(answer: &Answer) -> String {
    let quoted = answer.body.split('"').nth(1).expect("a nonce on the page");
    quoted.to_owned()
}

#[tokio::test]
async fn a_page_carries_the_policy_with_its_own_nonce() {
    let answer = over_https("/").await;
    let nonce = nonce(&answer);
    assert_eq!(nonce.len(), 22, "128 bits");
    assert_eq!(
        answer.header("content-security-policy"),
        format!(
            "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; frame-src 'none'; \
             form-action 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
             img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
             report-to csp; report-uri /csp-report; upgrade-insecure-requests"
        )
    );
    let again = over_https("/").await;
    assert_ne!(nonce, self::nonce(&again));
}

#[tokio::test]
async fn a_page_carries_all_other_headers() {
    let answer = over_https("/").await;
    for (name, value) in [
        (
            "strict-transport-security",
            "max-age=63072000; includeSubDomains",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), usb=(), interest-cohort=()",
        ),
        ("x-frame-options", "DENY"),
        ("x-robots-tag", "noindex, nofollow"),
        ("cache-control", "no-store"),
        ("reporting-endpoints", "csp=\"/csp-report\""),
        ("server", ""),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("x-request-id").len(), 22);
}

#[tokio::test]
async fn on_plain_http_at_home_nothing_forces_https() {
    let answer = House::open("").await.get("/").await;
    assert_eq!(answer.header("strict-transport-security"), "");
    assert!(
        answer
            .header("content-security-policy")
            .ends_with("report-uri /csp-report")
    );
}

#[tokio::test]
async fn data_and_refusals_carry_them_too() {
    let data = over_https("/api/lesen").await;
    assert!(
        data.header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert_eq!(data.header("cache-control"), "no-store");
    let missing = over_https("/gibt-es-nicht").await;
    assert_eq!(missing.status, 404);
    assert!(
        missing
            .header("content-security-policy")
            .contains("'wasm-unsafe-eval'")
    );
    let misdirected = House::open(HTTPS).await.get("/").await;
    assert_eq!(misdirected.status, 421);
    assert_eq!(misdirected.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn the_manifest_may_be_kept_but_is_asked_for_again() {
    let manifest = over_https("/manifest.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    assert_eq!(manifest.header("cache-control"), "no-cache");
}
