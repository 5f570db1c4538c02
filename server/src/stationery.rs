//! The operator's template and logo, read and proven before any letter is set on them.

use std::fs;

use delivery::{Flaw, Logo, Sender, Stationery};

use crate::{config::Config, failure::Failure};

/// Who signs letters, and what they are set on. A fault is no reason not to start: the portal runs, and no letter is made.
pub fn of(config: &Config) -> (Sender, Stationery) {
    let company = &config.company;
    let mut sender = Sender {
        name: company.name.clone(),
        street: company.street.clone(),
        town: company.town.clone(),
        phone: company.phone.clone(),
        email: company.email.clone(),
        web: config.server.base_url.authority().to_owned(),
        logo: None,
    };
    match design(config, &mut sender) {
        Ok(stationery) => (sender, stationery),
        Err(flaw) => (sender, Stationery::Faulty(flaw)),
    }
}

/// Refuses letters on a faulty template.
///
/// # Errors
/// A sentence with file, line, column and reason.
pub fn check(stationery: &Stationery) -> Result<(), Failure> {
    match stationery.flaw() {
        None => Ok(()),
        Some(flaw) => Err(Failure::operator(format!(
            "Es werden keine Briefe erstellt. {flaw}"
        ))),
    }
}

fn design(config: &Config, sender: &mut Sender) -> Result<Stationery, Flaw> {
    let letters = &config.letters;
    if let Some(file) = letters.logo() {
        sender.logo = Some(Logo::read(file, read(file)?)?);
    }
    Ok(match (letters.template(), letters.logo()) {
        (Some(file), _) => {
            let text = String::from_utf8(read(file)?)
                .map_err(|_| Flaw::of(file, "Die Datei ist kein Text in UTF-8."))?;
            Stationery::own(file, &text, sender)
        }
        (None, Some(logo)) => Stationery::shipped(logo, sender),
        (None, None) => Stationery::Shipped,
    })
}

fn read(file: &str) -> Result<Vec<u8>, Flaw> {
    fs::read(file)
        .map_err(|error| Failure::reason(&error))
        .map_err(|reason| {
            Flaw::of(
                file,
                format!("Die Datei lässt sich nicht lesen ({reason})."),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(template: &str, logo: &str) -> Option<String> {
        let folder = tempfile::tempdir().expect("folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("written");
            path.display().to_string()
        };
        let (template, logo) = (
            if template.is_empty() {
                String::new()
            } else {
                write("brief.typ", template)
            },
            if logo.is_empty() {
                String::new()
            } else {
                write("logo.svg", logo)
            },
        );
        let text = format!("[letters]\ntemplate = \"{template}\"\nlogo = \"{logo}\"\n");
        let config = Config::from_text("haus.toml", &text).expect("valid");
        check(&of(&config).1)
            .err()
            .map(|failure| failure.to_string())
    }

    #[test]
    fn a_faulty_template_or_logo_is_named_with_its_place() {
        assert_eq!(told("", ""), None);
        let said = told("= Brief\n#foo", "").expect("refused");
        assert!(
            said.contains("brief.typ, Zeile 2, Spalte 2: Den Namen „foo“ gibt es nicht."),
            "{said}"
        );
        let said = told("= Nur ein Gruß", "").expect("refused");
        assert!(said.contains("brief.typ: "), "{said}");
        assert_eq!(
            told(
                "",
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"
            ),
            None
        );
        let said = told("", "<svg onload='x()'/>").expect("refused");
        assert!(said.contains("logo.svg: "), "{said}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let text = "[letters]\ntemplate = \"/nirgends/brief.typ\"\n";
        let config = Config::from_text("haus.toml", text).expect("valid");
        let said = check(&of(&config).1).expect_err("refused").to_string();
        assert!(
            said.contains("/nirgends/brief.typ: Die Datei lässt sich nicht lesen"),
            "{said}"
        );
    }
}
