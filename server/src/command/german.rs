//! Makes clap speak German: headings of the help, and refusals in one sentence.

use std::{error::Error as _, ffi::OsString};

use clap::{
    Command,
    error::{ContextKind, ErrorKind},
};

use super::say;
use crate::failure::Failure;

const TEMPLATE: &str = "{about-with-newline}\nAufruf: {usage}\n\n{all-args}\n";

/// What clap writes into every help, and the same in German.
const WORDS: [(&str, &str); 3] = [
    ("[OPTIONS]", "[OPTIONEN]"),
    ("[default: ", "[Vorgabe: "),
    ("[env: ", "[Umgebung: "),
];

/// `command` and all below it, with German headings.
pub fn spoken(command: Command) -> Command {
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Befehle")
        .subcommand_value_name("BEFEHL")
        .mut_args(|argument| {
            let heading = match argument.is_positional() {
                true => "Angaben",
                false => "Optionen",
            };
            argument.help_heading(heading)
        })
        .mut_subcommands(spoken)
}

/// The words of a command line; "hausportal help letters" is "hausportal letters --help".
pub fn words(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut words: Vec<OsString> = words.collect();
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    words
}

/// The command that the words lead to: "hausportal config print".
pub fn path(command: &Command, words: &[OsString]) -> String {
    let (mut path, mut reached) = (command.get_name().to_owned(), command);
    for word in words.iter().skip(1) {
        if let Some(next) = reached.find_subcommand(word) {
            path = format!("{path} {}", next.get_name());
            reached = next;
        }
    }
    path
}

/// What is wrong with a command line that led to `path`; nothing, if help or version was asked for and shown.
pub fn refusal(error: clap::Error, path: &str) -> Option<Failure> {
    let help = format!("Hilfe: {path} --help");
    let said = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return say::text(in_german(error.render().to_string())).err();
        }
        ErrorKind::InvalidSubcommand => "Diesen Befehl gibt es nicht",
        ErrorKind::MissingSubcommand => "Es fehlt ein Befehl",
        ErrorKind::UnknownArgument => "Diese Option gibt es nicht",
        ErrorKind::MissingRequiredArgument => "Es fehlt eine Angabe",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "Dieser Wert passt nicht",
        _ => "Diesen Aufruf versteht das Programm nicht",
    };
    let about = [ContextKind::InvalidSubcommand, ContextKind::InvalidArg]
        .iter()
        .find_map(|kind| error.get(*kind))
        .map_or_else(String::new, |what| format!(": {what}"));
    let choice = error
        .source()
        .map_or_else(String::new, |choice| format!(" {choice}"));
    let about = in_german(about);
    Some(Failure::operator(format!("{said}{about}.{choice} {help}")))
}

fn in_german(text: String) -> String {
    WORDS.iter().fold(text, |text, (english, german)| {
        text.replace(english, german)
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[arg(value_parser = folder)]
        folder: String,
    }

    fn folder(_: &str) -> Result<String, String> {
        Err("Möglich ist keiner.".to_owned())
    }

    #[test]
    fn refusals_are_one_german_sentence() {
        let error = Line::try_parse_from(["hausportal", "--laut"]).expect_err("unknown");
        let said = refusal(error, "hausportal letters").expect("a refusal");
        assert_eq!(
            said.to_string(),
            "Diese Option gibt es nicht: --laut. Hilfe: hausportal letters --help"
        );
        let error = Line::try_parse_from(["hausportal", "x"]).expect_err("refused");
        let said = refusal(error, "hausportal").expect("a refusal").to_string();
        assert!(
            said.ends_with(". Möglich ist keiner. Hilfe: hausportal --help"),
            "{said}"
        );
    }
}
