//! Slow, silent and too many clients.

use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;

use super::house::{Answer, House, PATIENCE};

#[tokio::test]
async fn a_header_that_never_ends_is_cut_off() {
    let house = House::open("").await;
    let mut stream = house.connect().await;
    let begun = Instant::now();
    for _ in 0..3 {
        stream
            .write_all(b"GET / HTTP/1.1\r\nx-slow: y")
            .await
            .expect("write");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(Answer::read(&mut stream).await.status, 0);
    assert!(begun.elapsed() >= PATIENCE.first_request);
    assert!(begun.elapsed() < PATIENCE.first_request * 4);
}

#[tokio::test]
async fn a_connection_without_a_word_is_cut_off() {
    let house = House::open("").await;
    let mut stream = house.connect().await;
    let begun = Instant::now();
    assert_eq!(Answer::read(&mut stream).await.status, 0);
    assert!(begun.elapsed() < PATIENCE.first_request * 4);
}

#[tokio::test]
async fn a_kept_connection_ends_after_its_rest() {
    let house = House::open("").await;
    let mut stream = house.connect().await;
    let begun = Instant::now();
    let request = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(request).await.expect("write");
    assert_eq!(Answer::read(&mut stream).await.status, 200);
    assert!(begun.elapsed() >= PATIENCE.between_requests);
}

#[tokio::test]
async fn a_slow_answer_to_the_first_request_is_not_cut_off() {
    let house = House::open("").await;
    let answer = house.get("/langsam").await;
    assert_eq!(answer.body, "endlich");
}

#[tokio::test]
async fn one_address_gets_so_many_connections_and_no_more() {
    let house = House::open("[server]\nper_address = 3\n").await;
    let held = [
        house.connect().await,
        house.connect().await,
        house.connect().await,
    ];
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(house.get("/").await.status, 0, "a fourth is closed");
    drop(held);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(house.get("/").await.status, 200, "places are free again");
}

#[tokio::test]
async fn a_trusted_proxy_stands_for_many_people() {
    let house = House::open("[server]\nper_address = 1\ntrusted_proxies = [\"127.0.0.1\"]\n").await;
    let _held = [house.connect().await, house.connect().await];
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(house.get("/").await.status, 200);
}

#[tokio::test]
async fn too_many_or_too_long_headers_are_refused() {
    let house = House::open("").await;
    let many: String = (0..70).map(|n| format!("\nx-{n}: y")).collect();
    assert_eq!(
        house.get(&format!("/ HTTP/1.1{many}\nx: ")).await.status,
        431
    );
    let long = format!("GET / HTTP/1.1\nx: {}", "y".repeat(20_000));
    assert_eq!(house.ask(&long, b"").await.status, 431);
}

#[tokio::test]
async fn requests_under_way_finish_when_the_portal_stops() {
    let mut house = House::open("").await;
    let mut stream = house.connect().await;
    let request = b"GET /langsam HTTP/1.1\r\nhost: localhost\r\n\r\n";
    stream.write_all(request).await.expect("write");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let stopping = house.stop();
    assert_eq!(Answer::read(&mut stream).await.body, "endlich");
    stopping.await.expect("stopped");
    tokio::net::TcpStream::connect(house.address)
        .await
        .expect_err("the door is closed");
}

#[tokio::test]
async fn a_strangers_forwarded_header_is_ignored() {
    let house = House::open("").await;
    let answer = house.ask("GET /wer HTTP/1.1\nx-forwarded-for: 203.0.113.9\nforwarded: for=203.0.113.9\nx-real-ip: 203.0.113.9", b"").await;
    assert_eq!(answer.body, "127.0.0.1");
}

#[tokio::test]
async fn a_trusted_proxys_right_most_stranger_is_the_client() {
    let house = House::open("[server]\ntrusted_proxies = [\"127.0.0.1\"]\n").await;
    let answer = house
        .ask(
            "GET /wer HTTP/1.1\nx-forwarded-for: 6.6.6.6, 203.0.113.9",
            b"",
        )
        .await;
    assert_eq!(answer.body, "203.0.113.9");
}
