//! Stories about what an operator writes and what the portal says to it.

use super::{Config, source};

fn refusal(text: &str) -> String {
    Config::from_text("haus.toml", text)
        .expect_err("this must be refused")
        .to_string()
}

fn from_environment(name: &str, value: &str) -> Result<Config, String> {
    Config::load(None, [(name.to_owned(), value.to_owned())]).map_err(|error| error.to_string())
}

#[test]
fn the_shipped_defaults_are_what_print_shows() {
    let config = Config::from_text("leer.toml", "").expect("defaults");
    let own = source::DEFAULTS.replace("base_url = \"\"", "base_url = \"http://127.0.0.1:3000\"");
    assert_eq!(config.print().expect("print"), own, "comments included");
}

#[test]
fn without_an_address_of_its_own_the_portal_is_reached_where_it_listens() {
    for (listen, wanted) in [
        ("127.0.0.1:3192", "http://127.0.0.1:3192"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("192.168.1.5:80", "http://127.0.0.1:80"),
        ("[::1]:3000", "http://[::1]:3000"),
        ("[::]:3000", "http://127.0.0.1:3000"),
    ] {
        let config = from_environment("HAUSPORTAL_SERVER__LISTEN", listen).expect(listen);
        assert_eq!(config.server.base_url.to_string(), wanted, "{listen}");
    }
    let text = "[server]\nlisten = \"127.0.0.1:1\"\nbase_url = \"http://localhost:2\"\n";
    let config = Config::from_text("haus.toml", text).expect("valid");
    assert_eq!(config.server.base_url.to_string(), "http://localhost:2");
}

#[test]
fn common_slips_are_told_in_german() {
    for (text, said) in [
        (
            "[server\n",
            "die eckige Klammer der Überschrift ist nicht geschlossen",
        ),
        (
            "[server]\nlisten = \"drei\"\n",
            "„drei“ ist keine Adresse mit Port",
        ),
    ] {
        let refused = refusal(text);
        assert!(refused.contains(said), "{refused}");
    }
    let missing = Config::load(Some("/nirgends/haus.toml".as_ref()), []).expect_err("missing");
    assert_eq!(
        missing.to_string(),
        "Die Konfigurationsdatei /nirgends/haus.toml lässt sich nicht lesen: nicht gefunden."
    );
}

#[test]
fn print_shows_what_is_in_force_with_its_explanation() {
    let text =
        "[company]\nimprint = \"Zeile 1\\nZeile 2\"\n[security.throttle]\nlogin = { burst = 3 }\n";
    let config = Config::from_text("haus.toml", text).expect("valid");
    let printed = config.print().expect("print");
    assert!(
        printed.contains("login = { burst = 3, every_seconds = 30 }"),
        "{printed}"
    );
    assert!(printed.contains("# So lange gilt der Code"), "{printed}");
    let again = Config::from_text("gedruckt.toml", &printed).expect("valid");
    assert_eq!(again.company.imprint, "Zeile 1\nZeile 2");
}

#[test]
fn a_typo_is_named_with_key_and_line() {
    let said = refusal("[server]\n# Kommentar\nlistn = \"127.0.0.1:1\"\n");
    assert!(
        said.starts_with("haus.toml, Zeile 3: Die Einstellung server.listn gibt es nicht."),
        "{said}"
    );
    let said = refusal("[mial]\nfrom = \"a@b\"\n");
    assert!(
        said.starts_with("haus.toml, Zeile 1: Die Einstellung mial "),
        "{said}"
    );
    let said = refusal("[mail]\n[mail.smtp]\nprot = 1\n");
    assert!(
        said.contains("Zeile 3: Die Einstellung mail.smtp.prot "),
        "{said}"
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_key_and_line() {
    assert_eq!(
        refusal("[server]\nmax_connections = \"viele\"\n"),
        "haus.toml, Zeile 2: server.max_connections erwartet eine ganze Zahl."
    );
    assert!(refusal("[server\n").starts_with("haus.toml, Zeile 1: Das ist kein gültiges TOML"));
    assert!(refusal("[server]\nlisten = \"drei\"\n").contains("listen"));
}

#[test]
fn the_environment_wins_over_the_file_and_its_typos_are_named() {
    let config = from_environment("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:4000").expect("valid");
    assert_eq!(config.server.listen.port(), 4000);
    let said = from_environment("HAUSPORTAL_SERVER_LISTEN", "127.0.0.1:4000").expect_err("typo");
    assert!(
        said.starts_with("Umgebung HAUSPORTAL_SERVER_LISTEN: "),
        "{said}"
    );
    let said = from_environment("HAUSPORTAL_SERVER__MAX_CONNECTIONS", "x").expect_err("kind");
    assert!(
        said.contains("server.max_connections erwartet eine ganze Zahl"),
        "{said}"
    );
}

#[test]
fn a_list_in_the_environment_is_written_with_commas() {
    let config = from_environment(
        "HAUSPORTAL_SERVER__TRUSTED_PROXIES",
        "127.0.0.1, 10.0.0.0/8",
    )
    .expect("valid");
    let [one, range] = config.server.trusted_proxies.as_slice() else {
        panic!("two networks expected");
    };
    assert!(one.contains("127.0.0.1".parse().expect("address")));
    assert!(range.contains("10.9.9.9".parse().expect("address")));
    assert!(!range.contains("11.0.0.1".parse().expect("address")));
}

#[test]
fn plain_http_is_for_this_machine_only() {
    let said = refusal("[server]\nbase_url = \"http://portal.example.org\"\n");
    assert!(
        said.contains("server.base_url") && said.contains("nur https"),
        "{said}"
    );
    for own in [
        "http://127.0.0.1:3000",
        "http://localhost:3000",
        "http://[::1]:3000",
    ] {
        Config::from_text("haus.toml", &format!("[server]\nbase_url = \"{own}\"\n")).expect(own);
    }
}

#[test]
fn https_needs_to_know_its_proxy_and_trusts_nobody_blindly() {
    let said = refusal("[server]\nbase_url = \"https://portal.example.org\"\n");
    assert!(said.contains("server.trusted_proxies"), "{said}");
    let said = refusal(
        "[server]\nbase_url = \"https://portal.example.org\"\ntrusted_proxies = [\"0.0.0.0/0\"]\n",
    );
    assert!(said.contains("jedem Absender"), "{said}");
}

#[test]
fn unsafe_values_are_refused_by_key() {
    for (text, key) in [
        ("[letters]\nvalidity_days = 46\n", "letters.validity_days"),
        ("[access]\npast_months = 121\n", "access.past_months"),
        (
            "[security]\nargon2_memory_kib = 1024\n",
            "security.argon2_memory_kib",
        ),
        (
            "[security]\nargon2_iterations = 1\n",
            "security.argon2_iterations",
        ),
        (
            "[security]\nmin_password_length = 8\n",
            "security.min_password_length",
        ),
        (
            "[security.throttle]\nlogin = { burst = 0 }\n",
            "security.throttle.login",
        ),
        (
            "[company]\ncolour_light = \"#FFC0A0\"\n",
            "company.colour_light",
        ),
        (
            "[company]\ncolour_dark = \"#401000\"\n",
            "company.colour_dark",
        ),
        (
            "[company]\nshort_name = \"Ein langer Name\"\n",
            "company.short_name",
        ),
        (
            "[mail.smtp]\nhost = \"mail.example.org\"\nsecurity = \"none\"\n",
            "mail.smtp.security",
        ),
        ("[blobs]\nurl = \"s3://fotos\"\n", "blobs.s3"),
        ("[log]\nlevel = \"=laut=\"\n", "log.level"),
    ] {
        let said = refusal(text);
        assert!(said.contains(key), "{key} is not named in: {said}");
    }
}

#[test]
fn the_day_of_the_first_lease_documents_is_a_date_or_nothing() {
    let of = |day: &str| {
        Config::from_text(
            "haus.toml",
            &format!("[documents]\nleases_signed_after = \"{day}\"\n"),
        )
    };
    let day = of("2024-06-01").expect("valid");
    assert_eq!(
        day.documents.leases_signed_after,
        chrono::NaiveDate::from_ymd_opt(2024, 6, 1)
    );
    let printed = day.print().expect("print");
    assert!(
        printed.contains("leases_signed_after = \"2024-06-01\""),
        "{printed}"
    );
    assert_eq!(of("").expect("valid").documents.leases_signed_after, None);
    let said = of("1. Juni").expect_err("no date").to_string();
    assert_eq!(
        said,
        "Eine Einstellung hat keinen brauchbaren Wert: documents.leases_signed_after erwartet einen Tag wie 2024-06-01, nicht 1. Juni."
    );
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    for (text, first, second) in [
        (
            "[server]\nlistn = \"x\"\n[log]\nlevel = 1\n",
            "Zeile 2",
            "Zeile 4",
        ),
        (
            "[letters]\nvalidity_days = 46\n[access]\npast_months = 121\n",
            "letters.validity_days",
            "access.past_months",
        ),
    ] {
        let said = refusal(text);
        assert_eq!(said.lines().count(), 2, "{said}");
        assert!(said.contains(first) && said.contains(second), "{said}");
    }
}

#[test]
fn a_secret_comes_from_a_file_that_only_the_service_reads() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("kennwort");
    fs::write(&file, "sesam-oeffne-dich\n").expect("write");
    let text = format!(
        "[mail.smtp]\nhost = \"mail.example.org\"\nuser = \"portal\"\npassword_file = \"{}\"\n",
        file.display()
    );
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("chmod");
    assert!(refusal(&text).contains("für alle lesbar"));

    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("chmod");
    let config = Config::from_text("haus.toml", &text).expect("valid");
    assert_eq!(config.mail.smtp.password.reveal(), "sesam-oeffne-dich");
    let printed = config.print().expect("print") + &format!("{config:?}");
    assert!(!printed.contains("sesam"), "{printed}");
}

#[test]
fn the_database_password_is_not_printed() {
    let text = "[database]\nurl = \"postgres://portal:geheim@db/haus\"\n";
    let config = Config::from_text("haus.toml", text).expect("valid");
    assert_eq!(config.database_url(), "postgres://portal:geheim@db/haus");
    let printed = config.print().expect("print") + &format!("{config:?}");
    assert!(printed.contains("postgres://portal:***@db/haus") && !printed.contains("geheim"));
}
