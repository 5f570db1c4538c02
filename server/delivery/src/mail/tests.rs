//! Every mail in words, and every way out; the SMTP server is a few lines on this machine.

use std::path::Path;

use chrono::DateTime;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::*;

fn brand() -> Brand {
    Brand {
        company_name: "Müller & Söhne <script>".to_owned(),
        portal_name: "Kundenportal".to_owned(),
        base_url: "https://portal.example".to_owned(),
        contact_line: "Musterallee 12 · 10243 Berlin".to_owned(),
        phone: "030 5550 1200".to_owned(),
    }
}

fn mail() -> Mail {
    Mail {
        from_name: "Müller & Söhne, Berlin".to_owned(),
        from_address: "portal@muster.example".to_owned(),
        to: "bewohner@example.org".to_owned(),
        subject: "Größe\r\nBcc: alle@example.org".to_owned(),
        text: "Grüße\n.\nEnde".to_owned(),
        html: "<p>Grüße</p>".to_owned(),
        message_id: "job-7@portal.example".to_owned(),
        date: DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
    }
}

#[test]
fn every_mail_reads_well_in_both_parts() {
    for template in MailTemplate::samples() {
        let name = template.name();
        let Rendered {
            subject,
            text,
            html,
        } = render(&brand(), &template).unwrap();
        assert!(
            !subject.is_empty() && !subject.contains(char::is_control),
            "{name}: {subject}"
        );
        for part in [&subject, &text, &html] {
            assert!(
                !part.contains("{{") && !part.contains("{%") && !part.contains("&amp;amp;"),
                "{name}: {part}"
            );
        }
        assert!(
            text.contains("Müller & Söhne <script>") && text.contains("Sie"),
            "{name}: {text}"
        );
        assert!(
            !text.contains("\n\n\n\n") && !text.starts_with('\n'),
            "{name}: {text}"
        );
        assert!(
            html.contains("Müller &amp; Söhne &lt;script&gt;") && !html.contains("<script>"),
            "{name}: {html}"
        );
        assert!(
            !html.contains("<img") && !html.contains("<link") && !html.contains("url("),
            "{name} loads something"
        );
        assert!(
            html.contains("lang=\"de\"") && html.contains("prefers-color-scheme"),
            "{name}"
        );
    }
}

#[test]
fn names_are_text_in_html_and_never_in_a_subject() {
    let facts = TicketReceived {
        salutation: "Guten Tag, <b>X</b>".to_owned(),
        ..TicketReceived::sample()
    };
    let Rendered {
        subject,
        text,
        html,
    } = render(&brand(), &facts.into()).unwrap();
    assert!(
        text.starts_with("Guten Tag, <b>X</b>,\n") && html.contains("&lt;b&gt;X"),
        "{text}\n{html}"
    );
    assert!(!subject.contains('X'), "{subject}");
    assert!(
        text.contains("spätestens am Do, 9.\u{a0}April 2026."),
        "{text}"
    );
}

#[test]
fn a_receipt_names_its_title_on_one_short_line() {
    let subject = |title: &str, concern| {
        let facts = TicketReceived {
            title: title.to_owned(),
            concern,
            ..TicketReceived::sample()
        };
        render(&brand(), &facts.into()).unwrap().subject
    };
    for (title, concern, wanted) in [
        (
            "Tropfender Hahn",
            false,
            "Ihre Meldung „Tropfender Hahn“ ist eingegangen (2026-000042)",
        ),
        (
            "Hahn\r\nBcc: alle@example.org",
            true,
            "Ihr Anliegen „Hahn Bcc: alle@example.org“ ist eingegangen (2026-000042)",
        ),
        ("", false, "Ihr Vorgang 2026-000042 ist eingegangen"),
    ] {
        assert_eq!(subject(title, concern), wanted);
    }
    let long = subject(&"ä".repeat(120), false);
    assert!(long.contains(&format!("„{}…“", "ä".repeat(60))), "{long}");
}

#[test]
fn a_number_is_never_broken_in_two() {
    for template in MailTemplate::samples() {
        let html = render(&brand(), &template).unwrap().html;
        let unbroken = "<span style=\"white-space:nowrap;\">2026-000042</span>";
        let loose = html.replace(unbroken, "").replace("&#x2f;2026-000042", "");
        assert!(
            !loose.contains("2026-000042"),
            "{}: {html}",
            template.name()
        );
    }
}

#[test]
fn a_promise_is_made_once_and_in_the_words_of_the_state() {
    let Rendered { text, html, .. } = render(&brand(), &TicketState::sample().into()).unwrap();
    for part in [text, html] {
        assert!(
            part.contains("bis Do, 9. April.") && !part.contains("von uns"),
            "{part}"
        );
    }
}

#[test]
fn a_job_keeps_every_mail_as_json() {
    for template in MailTemplate::samples() {
        let json = serde_json::to_value(&template).unwrap();
        assert_eq!(json["mail"], template.name());
        assert_eq!(
            serde_json::from_value::<MailTemplate>(json).unwrap(),
            template
        );
    }
}

#[test]
fn a_message_has_two_parts_a_stable_id_and_one_subject() {
    let bytes = message::build(&mail()).unwrap().formatted();
    let text = String::from_utf8(bytes).unwrap();
    let headers = text.split("\r\n\r\n").next().unwrap();
    for line in [
        "Message-ID: <job-7@portal.example>",
        "Auto-Submitted: auto-generated",
        "Date: Mon, 21 Sep 2026 14:13:20 +0000",
        "To: bewohner@example.org",
    ] {
        assert!(headers.contains(line), "{line} in {headers}");
    }
    assert!(!headers.contains("\nBcc:"), "{headers}");
    assert!(
        text.contains("text/plain; charset=utf-8") && text.contains("text/html; charset=utf-8"),
        "{text}"
    );
}

#[tokio::test]
async fn what_cannot_be_a_mail_is_refused_for_good() {
    let mailbox = MemoryMailbox::default();
    let mailer = Mailer::Memory(mailbox.clone());
    for bad in [
        Mail {
            to: "nobody".to_owned(),
            ..mail()
        },
        Mail {
            to: "a@b.example\r\nBcc: c@d.example".to_owned(),
            ..mail()
        },
        Mail {
            message_id: "a b".to_owned(),
            ..mail()
        },
        Mail {
            message_id: String::new(),
            ..mail()
        },
    ] {
        assert!(!mailer.send(&bad).await.unwrap_err().is_retry());
    }
    mailer.send(&mail()).await.unwrap();
    assert_eq!(mailbox.take(), [mail()]);
    assert!(mailbox.take().is_empty());
}

#[tokio::test]
async fn a_folder_holds_one_file_per_mail_however_often_it_is_sent() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mail");
    let mailer = Mailer::Folder(folder.clone());
    mailer.send(&mail()).await.unwrap();
    mailer.send(&mail()).await.unwrap();
    let names = names_in(&folder);
    assert_eq!(names, ["20260921T141320Z-job-7-portal.example.eml"]);

    std::fs::write(home.path().join("file"), "").unwrap();
    let blocked = Mailer::Folder(home.path().join("file/mail"));
    assert!(blocked.send(&mail()).await.unwrap_err().is_retry());
}

fn names_in(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn smtp_takes_the_mail_or_says_whether_to_try_again() {
    for (answer, expected) in [
        ("250 ok", "sent"),
        ("451 later", "retry"),
        ("550 no such mailbox", "fail"),
        ("535 who?", "retry"),
    ] {
        let (port, received) = server(answer).await;
        let mailer = smtp_to(port);
        let outcome = match mailer.send(&mail()).await {
            Ok(()) => "sent",
            Err(error) if error.is_retry() => "retry",
            Err(_) => "fail",
        };
        assert_eq!(outcome, expected, "{answer}");
        if expected == "sent" {
            let text = received.await.unwrap();
            assert!(
                text.contains("Message-ID: <job-7@portal.example>"),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn a_server_that_is_away_may_come_back() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    assert!(smtp_to(port).send(&mail()).await.unwrap_err().is_retry());
}

#[test]
fn nothing_leaves_this_machine_unprotected() {
    let config = |host: &str| SmtpConfig {
        host: host.to_owned(),
        port: None,
        security: SmtpSecurity::None,
        login: Some(("user".to_owned(), "geheim".to_owned())),
    };
    assert!(Smtp::new(&config("mail.example.org")).is_err());
    assert!(Smtp::new(&config("192.0.2.7")).is_err());
    assert!(Smtp::new(&config("localhost")).is_ok() && Smtp::new(&config("::1")).is_ok());
    assert!(!format!("{:?}", config("localhost")).contains("geheim"));
}

fn smtp_to(port: u16) -> Mailer {
    let config = SmtpConfig {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        security: SmtpSecurity::None,
        login: None,
    };
    Mailer::Smtp(Smtp::new(&config).unwrap())
}

/// Speaks just enough SMTP for one mail and gives `answer` to the recipient.
async fn server(answer: &'static str) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let received = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        writer.write_all(b"220 ready\r\n").await.unwrap();
        let (mut text, mut in_data) = (String::new(), false);
        while let Ok(Some(line)) = lines.next_line().await {
            let reply = match line.as_str() {
                "." if in_data => {
                    in_data = false;
                    "250 kept"
                }
                _ if in_data => {
                    text.push_str(&line);
                    text.push('\n');
                    continue;
                }
                "DATA" => {
                    in_data = true;
                    "354 go"
                }
                "QUIT" => break,
                line if line.starts_with("RCPT") => answer,
                _ => "250 ok",
            };
            writer
                .write_all(format!("{reply}\r\n").as_bytes())
                .await
                .unwrap();
            if reply == "250 kept" {
                break;
            }
        }
        text
    });
    (port, received)
}
