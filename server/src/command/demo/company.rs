//! The invented property manager: name, addresses and the texts of the legal pages.

use chrono::NaiveDate;

use crate::config::{Config, StaffSecondFactor};

const IMPRINT: &str = "\
# Vorführung
Hausverwaltung Federleicht ist erfunden. Dieses Portal zeigt, wie hausportal arbeitet; alle Personen, Häuser und Firmen darin sind ausgedacht.

# Angaben nach § 5 DDG
Hausverwaltung Federleicht GmbH, Wolkensteg 12, 10999 Berlin
Vertreten durch die Geschäftsführerin Sabine Holm
Telefon 030 23125 300, E-Mail post@federleicht.example
Amtsgericht Musterstadt, HRB 000000 · USt-IdNr. DE000000000
Erlaubnis nach § 34c GewO: Bezirksamt Musterstadt, Musterstraße 1, 10999 Berlin

# Streitbeilegung
Wir nehmen nicht an Verfahren vor einer Verbraucherschlichtungsstelle teil.";

const PRIVACY: &str = "\
# Wer verantwortlich ist
Hausverwaltung Federleicht GmbH, Wolkensteg 12, 10999 Berlin, post@federleicht.example

# Welche Daten wir nutzen
Name, Anschrift, Kontaktdaten und Vertragsdaten aus Ihrem Vertrag, dazu das, was Sie uns hier schreiben, samt Fotos. Rechtsgrundlage ist Ihr Vertrag (Art. 6 Abs. 1 Buchst. b DSGVO).

# Was auf Ihrem Gerät liegt
Alles, was dieses Portal auf Ihrem Gerät speichert, braucht es für das, was Sie gerade tun. Eine Einwilligung ist dafür nicht nötig (§ 25 Abs. 2 Nr. 2 TDDDG). Zur Auswertung Ihres Verhaltens speichern wir nichts, und Inhalte anderer Anbieter binden wir nicht ein.

Cookie „sid“ (mit Verschlüsselung „__Host-sid“): hält Sie angemeldet. Auf Ihrem eigenen Gerät gilt es höchstens 30 Tage und endet nach 14 Tagen ohne Besuch; sonst endet es mit dem Schließen des Browsers, nach 60 Minuten ohne Eingabe oder nach 12 Stunden. Beim Abmelden wird es gelöscht.

Cookie „reg“ (mit Verschlüsselung „__Host-reg“): verbindet die Schritte Ihrer Registrierung. Es wird gelöscht, sobald Ihr Konto fertig ist, sonst mit dem Schließen des Browsers.

Cookie „half“ (mit Verschlüsselung „__Host-half“): verbindet Passwort und Code, wenn Sie den zweiten Faktor nutzen. Es wird nach der Anmeldung gelöscht, sonst mit dem Schließen des Browsers.

Speicher des Browsers (IndexedDB „hausportal“), nur auf Ihrem eigenen Gerät: eine Kopie Ihrer Vorgänge der letzten 24 Monate mit kleinen Fotos, damit Sie sie ohne Netz lesen können, und angefangene Texte, damit sie nicht verloren gehen. Ein angefangener Text wird nach dem Senden gelöscht, alles andere beim Abmelden. Endet die Anmeldung von selbst, bleiben nur angefangene Texte liegen, bis Sie sich wieder anmelden.

Programm-Speicher (Service Worker, Cache „hausportal-…“): die Dateien des Portals selbst und eine leere Seite für die Zeit ohne Netz. Darin stehen keine Daten über Sie. Mit jeder neuen Fassung des Portals werden die alten Dateien ersetzt; löschen können Sie sie in den Einstellungen Ihres Browsers.

# Wie lange
Vorgänge bewahren wir auf, solange der Vertrag läuft und Ansprüche daraus entstehen können. Aus Fotos entfernen wir beim Hochladen Ort und Gerätedaten.

# Ihre Rechte
Sie können Auskunft, Berichtigung, Löschung und eine Kopie Ihrer Daten verlangen und sich bei der Berliner Beauftragten für Datenschutz und Informationsfreiheit beschweren.";

const ACCESSIBILITY: &str = "\
# Stand
Dieses Portal soll die Web Content Accessibility Guidelines 2.2, Stufe AA, und die EN 301 549 erfüllen. Jede Seite wird bei jeder Änderung automatisch geprüft. Diese Erklärung ist vom 27. November 2026.

# Barriere gefunden?
Schreiben Sie an post@federleicht.example oder rufen Sie 030 23125 300 an. Wir antworten innerhalb von fünf Arbeitstagen.

# Aufsicht
Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen (MLBF), Magdeburg.";

const EMAIL: &str = "post@federleicht.example";

const LEASES_SIGNED_AFTER: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 6, 1);

/// Gives the portal the invented manager's name and day where the operator has set none, and lets its staff in without a
/// second factor.
pub fn dress(config: &mut Config) {
    // Whoever tries it out signs in with the printed password alone.
    config.security.staff_second_factor = StaffSecondFactor::Optional;
    let day = &mut config.documents.leases_signed_after;
    *day = day.or(LEASES_SIGNED_AFTER);
    if config.mail.address().ends_with("@example.org") {
        EMAIL.clone_into(&mut config.mail.from);
    }
    let company = &mut config.company;
    if !company.email.ends_with("@example.org") {
        return;
    }
    let set = |field: &mut String, text: &str| text.clone_into(field);
    set(&mut company.name, "Hausverwaltung Federleicht");
    set(&mut company.portal_name, "Federleicht");
    set(&mut company.short_name, "Federleicht");
    set(&mut company.street, "Wolkensteg 12");
    set(&mut company.town, "10999 Berlin");
    set(&mut company.phone, "030 23125 300");
    set(&mut company.email, EMAIL);
    set(&mut company.hours, "Mo bis Do 9–16 Uhr, Fr 9–13 Uhr");
    set(&mut company.imprint, IMPRINT);
    set(&mut company.privacy, PRIVACY);
    set(&mut company.accessibility, ACCESSIBILITY);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_come_from_the_invented_manager_unless_the_operator_named_a_sender() {
        for (text, sender) in [
            ("", EMAIL),
            (
                "[mail]\nfrom = \"portal@haus.example\"\n",
                "portal@haus.example",
            ),
        ] {
            let mut config = Config::from_text("haus.toml", text).unwrap();
            dress(&mut config);
            assert_eq!(config.mail.address(), sender);
            assert_eq!(config.company.email, EMAIL);
        }
    }
}
