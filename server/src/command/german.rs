//! Makes clap speak German: headings of the help, and refusals in one sentence.

use clap::{
    Command,
    error::{ContextKind, ErrorKind},
};

use crate::failure::Failure;

const TEMPLATE: &str = "{about-with-newline}\nAufruf: {usage}\n\n{all-args}\n";

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

/// What is wrong with a command line; nothing, if help or version was asked for and shown.
pub fn refusal(error: clap::Error) -> Option<Failure> {
    let help = "Hilfe: hausportal --help";
    let said = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            print!("{}", error.render());
            return None;
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
    Some(Failure::operator(format!("{said}{about}. {help}")))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        folder: String,
    }

    #[test]
    fn refusals_are_one_german_sentence() {
        let error = Line::try_parse_from(["hausportal", "--laut"]).expect_err("unknown");
        let said = refusal(error).expect("a refusal").to_string();
        assert_eq!(
            said,
            "Diese Option gibt es nicht: --laut. Hilfe: hausportal --help"
        );
    }
}
