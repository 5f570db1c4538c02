//! The program itself: what it says to the operator, and with which exit code it ends.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use service::Clock;
use store::{Db, batch};

/// Runs the program to its end.
pub fn hausportal(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    command(folder, arguments, environment)
        .output()
        .expect("the program runs")
}

/// The program, to be started in a folder.
pub fn command(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hausportal"));
    command
        .current_dir(folder)
        .args(arguments)
        .envs(environment.iter().copied());
    command
}

/// What it told the operator.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_typo_in_the_file_ends_with_2_and_the_place() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(
        folder.path().join("hausportal.toml"),
        "[server]\nport = 80\n",
    )
    .expect("write");
    let output = hausportal(folder.path(), &["config", "check"], &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(
        said.starts_with("hausportal.toml, Zeile 2: Die Einstellung server.port gibt es nicht."),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "one sentence: {said}");
}

#[test]
fn config_print_is_a_configuration_that_can_be_read_again() {
    let folder = tempfile::tempdir().expect("folder");
    let output = hausportal(
        folder.path(),
        &["config", "print"],
        &[("HAUSPORTAL_LETTERS__VALIDITY_DAYS", "21")],
    );
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("validity_days = 21"), "{text}");
    fs::write(folder.path().join("haus.toml"), text).expect("write");
    let output = hausportal(
        folder.path(),
        &["--config", "haus.toml", "config", "check"],
        &[],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn a_taken_port_is_one_sentence() {
    let folder = tempfile::tempdir().expect("folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("port");
    let address = taken.local_addr().expect("address").to_string();
    let output = hausportal(
        folder.path(),
        &["serve"],
        &[("HAUSPORTAL_SERVER__LISTEN", &address)],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).starts_with("Port "), "{}", said(&output));
    assert!(said(&output).contains("ist belegt"), "{}", said(&output));
    assert!(!folder.path().join("data").exists(), "nothing was begun");
}

#[test]
fn a_data_folder_that_is_none_is_one_sentence() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("data"), "eine Datei").expect("write");
    let output = hausportal(
        folder.path(),
        &["serve"],
        &[("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:0")],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).starts_with("Der Datenordner data ist kein Ordner"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_data_folder_that_cannot_be_made_is_one_sentence() {
    let folder = tempfile::tempdir().expect("folder");
    let output = hausportal(
        folder.path(),
        &["serve"],
        &[
            ("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:0"),
            // Not even an administrator may write there.
            ("HAUSPORTAL_DATA__DIR", "/proc/hausportal"),
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(
        said.contains("/proc/hausportal lässt sich nicht beschreiben"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "one sentence: {said}");
}

#[test]
fn ctrl_c_ends_a_running_portal_and_frees_its_folder() {
    let folder = tempfile::tempdir().expect("folder");
    let free = [
        ("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:0"),
        ("HAUSPORTAL_LOG__FORMAT", "text"),
    ];
    let mut first = command(folder.path(), &["serve"], &free);
    let mut first = first.stdout(Stdio::piped()).spawn().expect("started");
    let mut lines = BufReader::new(first.stdout.take().expect("output")).lines();
    let where_it_is = lines.find_map(|line| {
        let line = line.expect("line");
        line.contains("http://127.0.0.1:").then_some(line)
    });
    let line = where_it_is.expect("it says where");
    assert!(!line.contains('\u{1b}'), "colours in a pipe: {line:?}");

    let second = hausportal(folder.path(), &["serve"], &free);
    assert_eq!(second.status.code(), Some(2));
    assert!(
        said(&second).contains("läuft schon ein Portal"),
        "{}",
        said(&second)
    );

    let id = first.id().to_string();
    Command::new("kill")
        .args(["-INT", &id])
        .status()
        .expect("kill");
    assert_eq!(first.wait().expect("ended").code(), Some(0));
}

#[test]
fn a_misspelt_command_is_one_german_sentence() {
    let folder = tempfile::tempdir().expect("folder");
    let output = hausportal(folder.path(), &["srve"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        said(&output),
        "Diesen Befehl gibt es nicht: srve. Hilfe: hausportal --help\n"
    );
    let output = hausportal(folder.path(), &["config", "print", "--laut"], &[]);
    assert_eq!(
        said(&output),
        "Diese Option gibt es nicht: --laut. Hilfe: hausportal config print --help\n"
    );
}

#[test]
fn every_command_explains_itself() {
    let folder = tempfile::tempdir().expect("folder");
    for arguments in [
        &["--help"][..],
        &["help"],
        &["help", "config", "print"],
        &["serve", "--help"],
        &["demo", "--help"],
        &["migrate", "--help"],
        &["import", "--help"],
        &["letters", "--help"],
        &["letters", "sample", "--help"],
        &["config", "--help"],
        &["config", "print", "--help"],
        &["config", "check", "--help"],
        &["erp", "--help"],
        &["erp", "key", "--help"],
        &["erp", "key", "add", "--help"],
        &["erp", "key", "rotate", "--help"],
        &["erp", "key", "revoke", "--help"],
        &["erp", "key", "list", "--help"],
        &["staff", "--help"],
        &["staff", "add", "--help"],
        &["staff", "reset-second-factor", "--help"],
    ] {
        let output = hausportal(folder.path(), arguments, &[]);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(help.contains("Aufruf: hausportal"), "{help}");
        for english in ["Options:", "Print", "[OPTIONS]", "[default", "[env"] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = tempfile::tempdir().expect("folder");
    let mut print = command(folder.path(), &["config", "print"], &[]);
    let print = print.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut print = print.spawn().expect("started");
    drop(print.stdout.take());
    let output = print.wait_with_output().expect("ended");
    assert_eq!(
        (output.status.code(), said(&output).as_str()),
        (Some(0), "")
    );
}

#[test]
fn a_database_that_was_lost_or_damaged_is_left_as_it_is() {
    let mut damaged = b"SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20".to_vec();
    damaged.resize(8192, 0xAA);
    for (content, reason) in [
        (Vec::new(), "ist leer"),
        (b"Das ist keine Datenbank. ".repeat(300), "ist beschädigt"),
        (damaged, "ist beschädigt"),
    ] {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("blobs")).expect("folder");
        fs::write(data.join("blobs/foto"), "x").expect("photo");
        fs::write(data.join("hausportal.db"), &content).expect("file");
        for name in ["serve", "demo"] {
            let environment = [("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:0")];
            let output = hausportal(folder.path(), &[name], &environment);
            let said = said(&output);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(
                said.starts_with("Die Datenbank data/hausportal.db ") && said.contains(reason),
                "{said}"
            );
            assert!(said.contains("Es wurde nichts verändert") && !said.contains("code:"));
        }
        assert_eq!(fs::read(data.join("hausportal.db")).expect("file"), content);
        for beside in ["hausportal.db-wal", "hausportal.db-shm"] {
            assert!(!data.join(beside).exists(), "{beside} beside {reason}");
        }
    }
}

#[tokio::test]
async fn a_database_of_a_later_release_is_left_to_it() {
    let folder = tempfile::tempdir().expect("folder");
    let migrated = hausportal(folder.path(), &["migrate"], &[]);
    assert_eq!(migrated.status.code(), Some(0), "{}", said(&migrated));
    let file = folder.path().join("data/hausportal.db");
    let url = format!("sqlite://{}", file.display());
    let db = Db::open(&url).await.expect("database");
    let noted = store::db::note_later_release(&db).await;
    noted.expect("noted");
    db.close().await;
    for name in ["serve", "demo", "migrate"] {
        let environment = [("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:0")];
        let output = hausportal(folder.path(), &[name], &environment);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(
            said(&output),
            "Die Datenbank stammt von einer neueren Version von hausportal. Bitte starten Sie diese Version; es wurde nichts verändert.\n",
            "{name}"
        );
    }
}

#[test]
fn what_is_missing_for_an_account_is_named() {
    let folder = tempfile::tempdir().expect("folder");
    let add = |name, role| {
        let account = ["staff", "add", "--email", "a@beispiel.example"];
        let rest = ["--name", name, "--role", role];
        let output = hausportal(folder.path(), &[&account[..], &rest].concat(), &[]);
        assert_eq!(output.status.code(), Some(2));
        said(&output)
    };
    let nameless = add("", "clerk");
    assert!(nameless.starts_with("Der Name fehlt."), "{nameless}");
    let boss = add("Ada Moll", "boss");
    assert!(boss.contains("Möglich sind clerk und admin."), "{boss}");
}

/// An export of one enabled house with `people` persons, each in a flat of their own.
fn export(folder: &Path, people: u32) {
    fs::create_dir(folder).expect("folder");
    let house = "H1;Ahornhof;Ahornweg 3;10115;Berlin;BE;;;;2024-01-01".to_owned();
    let lines = |line: fn(u32) -> String| (1..=people).map(line).collect::<Vec<_>>().join("\n");
    for (file, head, lines) in [
        (
            "properties.csv",
            "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on",
            house,
        ),
        (
            "units.csv",
            "reference;property;kind;label;area",
            lines(|n| format!("E{n};H1;wohnung;Nr. {n};")),
        ),
        (
            "persons.csv",
            "reference;salutation;first_name;last_name;street;postal_code;town;email;phone",
            lines(|n| format!("P{n};frau;Ada;Moll;Ahornweg 3;10115;Berlin;;")),
        ),
        (
            "contracts.csv",
            "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit",
            lines(|n| format!("V{n};E{n};miete;P{n};2024-07-01;;;500;;;")),
        ),
    ] {
        fs::write(folder.join(file), format!("{head}\n{lines}\n")).expect("file");
    }
}

#[tokio::test]
async fn letters_are_made_once_whenever_the_program_is_killed() {
    let folder = tempfile::tempdir().expect("folder");
    export(&folder.path().join("export"), 24);
    let imported = hausportal(folder.path(), &["import", "export"], &[]);
    assert_eq!(imported.status.code(), Some(0), "{}", said(&imported));
    let letters = ["letters", "--property", "H1"];
    for moment in [30, 120, 300, 600, 1_000] {
        let mut run = command(folder.path(), &letters, &[]);
        let run = run.stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = run.spawn().expect("started");
        thread::sleep(Duration::from_millis(moment));
        run.kill().expect("killed");
        run.wait().expect("ended");
    }
    let whole = hausportal(folder.path(), &letters, &[]);
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));

    let file = folder.path().join("data/hausportal.db");
    let url = format!("sqlite://{}", file.display());
    let db = Db::open(&url).await.expect("database");
    let mut tx = db.read().await.expect("tx");
    let (today, now) = (Clock::System.today(), Clock::System.now());
    let houses = batch::properties(&mut tx, today, now).await;
    // The index of live letters lets nobody have two.
    let live: Vec<i64> = houses
        .expect("houses")
        .iter()
        .map(|house| house.under_way)
        .collect();
    assert_eq!(live, [24]);
    let letters = fs::read_dir(folder.path().join("data/letters")).expect("letters");
    let letters = letters.filter(|file| {
        let name = file.as_ref().expect("file").file_name();
        Path::new(&name).extension().is_some_and(|end| end == "pdf")
    });
    assert!(letters.count() <= 24, "no paper of a code that never lived");
}
