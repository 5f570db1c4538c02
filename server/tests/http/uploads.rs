//! Forms with photos: good ones, large ones, endless ones.

use tokio::io::AsyncWriteExt;

use super::house::{Answer, House};

const HEAD: &str = "POST /hochladen HTTP/1.1\ncontent-type: multipart/form-data; boundary=grenze\norigin: http://127.0.0.1:3000";
const END: &[u8] = b"--grenze--\r\n";

fn text(name: &str, text: &str) -> Vec<u8> {
    format!("--grenze\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        .into_bytes()
}

fn photo(name: &str, bytes: usize) -> Vec<u8> {
    let head = format!(
        "--grenze\r\ncontent-disposition: form-data; name=\"foto\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n"
    );
    [head.into_bytes(), vec![7; bytes], b"\r\n".to_vec()].concat()
}

async fn send(house: &House, parts: &[Vec<u8>]) -> Answer {
    house.ask(HEAD, &[&parts.concat(), END].concat()).await
}

#[tokio::test]
async fn texts_and_photos_arrive() {
    let house = House::open("").await;
    let answer = send(
        &house,
        &[
            text("titel", "Heizung"),
            photo("C:\\a\\bad.jpg", 300_000),
            photo("", 0),
        ],
    )
    .await;
    assert_eq!(answer.body, "titel=Heizung\nfoto:bad.jpg:300000");
    assert_eq!(house.uploads_left(), 0, "what nobody keeps is removed");
}

#[tokio::test]
async fn a_photo_of_11_mb_gets_a_sentence_and_not_a_reset() {
    let house = House::open("").await;
    let answer = send(
        &house,
        &[photo("flur.jpg", 11_000_000), text("titel", "Licht")],
    )
    .await;
    assert_eq!(
        answer.body,
        "Die Datei „flur.jpg“ ist größer als 10 MB. Bitte wählen Sie ein kleineres Bild.\ntitel=Licht"
    );
    assert_eq!(house.uploads_left(), 0);
}

#[tokio::test]
async fn a_seventh_photo_is_one_too_many() {
    let house = House::open("").await;
    let answer = send(&house, &vec![photo("a.jpg", 10); 7]).await;
    assert!(
        answer
            .body
            .starts_with("Es sind höchstens 6 Fotos möglich."),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_text_has_64_kib_at_most() {
    let house = House::open("").await;
    let answer = send(&house, &[text("titel", &"x".repeat(70_000))]).await;
    assert_eq!(answer.body, "Der Text ist zu lang. Bitte kürzen Sie ihn.");
}

#[tokio::test]
async fn what_no_person_sends_ends_the_request() {
    let house = House::open("").await;
    assert_eq!(send(&house, &vec![text("a", "b"); 41]).await.status, 413);
    let endless_header = format!("--grenze\r\nx-lang: {}", "y".repeat(3_000_000));
    let status = house.ask(HEAD, endless_header.as_bytes()).await.status;
    assert!(matches!(status, 400 | 413), "{status}");
    assert_eq!(house.ask(HEAD, b"--grenze\r\nabgerissen").await.status, 400);
    let plain = "POST /hochladen HTTP/1.1\ncontent-type: text/plain\norigin: http://127.0.0.1:3000";
    assert_eq!(house.ask(plain, b"hallo").await.status, 415);
}

#[tokio::test]
async fn a_body_that_pauses_too_long_is_given_up() {
    let house = House::open("").await;
    let mut stream = house.connect().await;
    let head = format!("{HEAD}\nhost: 127.0.0.1:3000\nconnection: close\ncontent-length: 5000\n\n");
    stream
        .write_all(head.replace('\n', "\r\n").as_bytes())
        .await
        .expect("write");
    stream
        .write_all(&photo("a.jpg", 1000)[..900])
        .await
        .expect("write");
    let answer = Answer::read(&mut stream).await;
    assert_eq!(answer.status, 408);
    assert!(answer.body.contains("unterbrochen"), "{}", answer.body);
    assert_eq!(house.uploads_left(), 0);
}

#[tokio::test]
async fn a_body_that_trickles_is_given_up() {
    let house = House::open("").await;
    let mut stream = house.connect().await;
    let head =
        format!("{HEAD}\nhost: 127.0.0.1:3000\nconnection: close\ncontent-length: 500000\n\n");
    stream
        .write_all(head.replace('\n', "\r\n").as_bytes())
        .await
        .expect("write");
    stream
        .write_all(&photo("a.jpg", 20)[..100])
        .await
        .expect("write");
    let (mut reading, mut writing) = stream.into_split();
    let trickle = tokio::spawn(async move {
        while writing.write_all(b"x").await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    });
    let mut said = Vec::new();
    let read = tokio::io::AsyncReadExt::read_to_end(&mut reading, &mut said);
    let _ = tokio::time::timeout(std::time::Duration::from_secs(10), read)
        .await
        .expect("an end");
    trickle.abort();
    assert!(
        said.starts_with(b"HTTP/1.1 408"),
        "{}",
        String::from_utf8_lossy(&said)
    );
}
