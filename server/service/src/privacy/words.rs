//! The German words of the archive and of the request to delete.

use domain::berlin;
use domain::person::Person;

use crate::Services;

/// The title of a ticket that asks for deletion.
pub(super) const DELETION_TITLE: &str = "Löschung meiner Daten";

/// Its text.
pub(super) const DELETION_TEXT: &str = "Bitte löschen Sie alle Daten, die Sie zu mir gespeichert haben und nicht mehr aufbewahren müssen. Für den Rest nennen Sie mir bitte Grund und Frist.\n\nDieser Antrag stützt sich auf Artikel 17 der Datenschutz-Grundverordnung. Bitte antworten Sie mir spätestens in einem Monat.";

/// What each file of the archive is.
pub(super) fn read_me(services: &Services, person: &Person) -> String {
    let portal = services.portal();
    let made = berlin::long_moment(services.clock().now());
    format!(
        "Ihre Daten bei {company}\n\
         \n\
         Für: {name}\n\
         Stand: {made}\n\
         \n\
         Diese Datei enthält alles, was das Portal „{portal}“ zu Ihnen gespeichert hat.\n\
         Die Dateien mit der Endung .json öffnen Sie mit einem Texteditor. Andere Programme können sie einlesen.\n\
         \n\
         person.json            Ihr Name, Ihre Anschrift, Telefon und E-Mail-Adresse\n\
         vertraege.json         Ihre Verträge mit Miete oder Hausgeld, Lastschriftmandat und Kaution\n\
         aenderungen.json       Änderungen Ihrer E-Mail-Adresse, Telefonnummer und Bankverbindung\n\
         bankverbindungen.json  Bankverbindungen, die Sie angegeben haben, ohne die mittleren Ziffern der IBAN\n\
         zugang.json            Ihr Anmeldename und ob ein zweiter Faktor eingeschaltet ist\n\
         passkeys.json          Namen Ihrer Passkeys\n\
         geraete.json           Geräte, auf denen Sie angemeldet sind\n\
         briefe.json            Wann wir Ihnen Briefe mit Zugangsdaten gemacht haben\n\
         einsichten.json        Wer in der Verwaltung Ihre Daten angesehen hat\n\
         protokoll.json         Was Sie getan haben, und was mit Ihrem Zugang geschehen ist\n\
         loeschantraege.json    Löschungen, die Sie beantragt haben\n\
         dokumente/             Dokumente, die für Sie bereitliegen, und dokumente.json: wann bereitgestellt, benachrichtigt, geöffnet\n\
         vorgaenge/             Ein Ordner für jeden Vorgang, mit seiner Nummer als Name:\n\
         \x20                      vorgang.json              Angaben, Nachrichten und Stände\n\
         \x20                      eingangsbestaetigung.pdf  Ihr Nachweis, dass die Meldung ankam\n\
         \x20                      foto-1.jpg, foto-2.jpg …  die Fotos dazu\n\
         \n\
         Hat jemand aus Ihrem Haushalt einen Vorgang gemeldet, finden Sie hier nur Ihre eigenen Nachrichten dazu.\n\
         Alle Zeiten in den Dateien stehen in koordinierter Weltzeit (UTC).\n\
         \n\
         Fragen? {company}, {street}, {town}\n",
        company = portal.company,
        name = person.name(),
        portal = portal.name,
        street = portal.street,
        town = portal.town,
    )
}
