//! Why something was not done, in the sentence the person reads.

mod span;

use serde::{Deserialize, Serialize};

use crate::{document::DocumentRefusal, iban::IbanRefusal, photo::PhotoRefusal, several};

pub use span::span;

/// A refusal names what happened and what to do; it is shown as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// More than one field is wrong; each is named.
    #[error("{}", several::sentences(.0))]
    Several(Vec<Self>),
    /// Number or code of the letter do not fit; says nothing about which.
    #[error(
        "Zugangsnummer und Aktivierungscode passen nicht zusammen, oder der Brief ist nicht mehr gültig. Vergleichen Sie beide Angaben mit dem Brief. Wenn sie stimmen, fordern Sie einen neuen Brief an."
    )]
    LetterMismatch,
    /// A field of the letter was left empty or mistyped.
    #[error("Die Zugangsnummer hat 9 Ziffern. Bitte vergleichen Sie sie mit dem Brief.")]
    AccessNumberMistyped,
    /// The access number's check digit does not fit.
    #[error("Eine Ziffer der Zugangsnummer stimmt nicht. Bitte vergleichen Sie sie mit dem Brief.")]
    AccessNumberWrong,
    /// The code has too few or too many characters.
    #[error(
        "Der Aktivierungscode hat 13 Zeichen in vier Gruppen. Bitte vergleichen Sie ihn mit dem Brief."
    )]
    CodeIncomplete,
    /// The code's check character does not fit.
    #[error(
        "Im Aktivierungscode stimmt ein Zeichen nicht. Bitte vergleichen Sie jedes mit dem Brief, besonders 8 und B, 5 und S, 2 und Z."
    )]
    CodeMistyped,
    /// The number of the contract was left empty.
    #[error(
        "Bitte geben Sie die Vertragsnummer an. Sie steht auf Ihrem Mietvertrag oder Ihrer Hausgeldabrechnung."
    )]
    ContractNumberMissing,
    /// The last name was left empty.
    #[error("Bitte geben Sie Ihren Nachnamen an, wie er im Vertrag steht.")]
    LastNameMissing,
    /// The first day of the contract was left empty or is no date.
    #[error("Bitte geben Sie den Beginn des Vertrags an, zum Beispiel 01.04.2024.")]
    StartMissing,
    /// The registration was not continued in time.
    #[error(
        "Diese Anmeldung ist abgelaufen. Bitte beginnen Sie noch einmal mit dem Brief; er bleibt gültig."
    )]
    RegistrationExpired,
    /// Not an e-mail address.
    #[error("Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@beispiel.de.")]
    EmailInvalid,
    /// The six digits do not fit.
    #[error(
        "Dieser Code stimmt nicht. Bitte nehmen Sie die sechs Ziffern aus der neuesten E-Mail."
    )]
    EmailCodeWrong,
    /// Too old, or five wrong tries.
    #[error("Dieser Code gilt nicht mehr. Bitte lassen Sie sich einen neuen Code schicken.")]
    EmailCodeExpired,
    /// Three mails were sent already.
    #[error(
        "Wir haben Ihnen schon drei Codes geschickt. Bitte sehen Sie auch im Spam-Ordner nach oder beginnen Sie in einer Stunde noch einmal."
    )]
    EmailCodeLimit,
    /// E-mail or password wrong; says nothing about which.
    #[error(
        "E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides oder wählen Sie „Passwort vergessen“."
    )]
    SignInFailed,
    /// The account waits after failures.
    #[error(
        "Zu viele Versuche. Bitte warten Sie {} und versuchen Sie es dann noch einmal.",
        span(*seconds)
    )]
    Wait {
        /// How long.
        seconds: u32,
    },
    /// The server has too much to do.
    #[error("Gerade ist sehr viel los. Bitte versuchen Sie es in wenigen Sekunden noch einmal.")]
    Busy,
    /// A password was asked for and left empty.
    #[error("Bitte geben Sie Ihr Passwort ein.")]
    PasswordMissing,
    /// A code was asked for and left empty.
    #[error("Bitte geben Sie den Code ein.")]
    CodeMissing,
    /// The new password is the old one.
    #[error("Das ist Ihr bisheriges Passwort. Bitte wählen Sie ein anderes.")]
    PasswordSame,
    /// The current password was asked for and is wrong.
    #[error("Ihr bisheriges Passwort stimmt nicht.")]
    CurrentPasswordWrong,
    /// The code of app or paper does not fit, or has counted before.
    #[error(
        "Dieser Code stimmt nicht oder ist schon benutzt. Bitte nehmen Sie den Code, den die App jetzt zeigt, oder einen unbenutzten Wiederherstellungscode."
    )]
    SecondCodeWrong,
    /// The password was typed too long ago, or the codes were tried out.
    #[error(
        "Diese Anmeldung ist abgelaufen. Bitte geben Sie E-Mail-Adresse und Passwort noch einmal ein."
    )]
    SecondStepOver,
    /// The second factor counts already.
    #[error("Der zweite Faktor ist schon eingeschaltet. Bitte laden Sie die Seite neu.")]
    SecondFactorOn,
    /// Too long ago, or never begun.
    #[error("Die Einrichtung ist abgelaufen. Bitte beginnen Sie mit Ihrem Passwort noch einmal.")]
    SecondFactorNotBegun,
    /// A passkey opened nothing: unknown, wrong or too late; says nothing about which.
    #[error(
        "Die Anmeldung mit Passkey hat nicht geklappt. Bitte versuchen Sie es noch einmal, oder melden Sie sich mit E-Mail-Adresse und Passwort an."
    )]
    PasskeyFailed,
    /// The password is right, and the account has a passkey that has to be used.
    #[error("Für dieses Konto gibt es einen Passkey. Bitte wählen Sie „Mit Passkey anmelden“.")]
    PasskeyWanted,
    /// What the device answered is no passkey for us, or came too late.
    #[error(
        "Der Passkey wurde nicht hinzugefügt. Bitte geben Sie Ihr Passwort noch einmal ein und versuchen Sie es erneut."
    )]
    PasskeyNotAdded,
    /// As many as an account may have.
    #[error(
        "Sie haben schon zehn Passkeys. Bitte entfernen Sie zuerst einen, den Sie nicht mehr brauchen."
    )]
    PasskeyLimit,
    /// The name was left empty.
    #[error("Bitte geben Sie dem Passkey einen Namen, zum Beispiel „Mein Telefon“.")]
    PasskeyNameMissing,
    /// The portal is reached under an IP address.
    #[error(
        "Unter dieser Adresse sind Passkeys nicht möglich: Sie brauchen einen Namen statt einer IP-Adresse."
    )]
    PasskeyAddress,
    /// The reset link is used, replaced or too old.
    #[error(
        "Dieser Link gilt nicht mehr. Bitte fordern Sie unter „Passwort vergessen“ einen neuen an."
    )]
    ResetLinkInvalid,
    /// Shorter than the rule.
    #[error("Das Passwort braucht mindestens {min} Zeichen.")]
    PasswordTooShort {
        /// Least number of characters.
        min: u32,
    },
    /// Longer than 128 characters or 512 bytes.
    #[error("Das Passwort darf höchstens 128 Zeichen haben.")]
    PasswordTooLong,
    /// In the list of common passwords or easy to guess.
    #[error(
        "Dieses Passwort ist leicht zu erraten. Nehmen Sie zum Beispiel fünf zufällige Wörter."
    )]
    PasswordWeak,
    /// Contains the company's name, the street, the mail address …
    #[error("Das Passwort enthält „{word}“. Das ist leicht zu erraten; bitte lassen Sie es weg.")]
    PasswordContext {
        /// The word found.
        word: String,
    },
    /// Title left empty.
    #[error("Bitte schreiben Sie in wenigen Worten, worum es geht.")]
    TitleMissing,
    /// Text left empty.
    #[error("Bitte schreiben Sie uns, was wir wissen sollen.")]
    TextMissing,
    /// Too many characters.
    #[error("Der Text ist zu lang: höchstens {max} Zeichen.")]
    TextTooLong {
        /// Most characters.
        max: u32,
    },
    /// Staff sent nothing.
    #[error("Bitte schreiben Sie etwas, bevor Sie senden oder speichern.")]
    NothingWritten,
    /// No topic chosen.
    #[error("Bitte wählen Sie ein Thema.")]
    TopicMissing,
    /// Bank details as free text.
    #[error(
        "Eine neue Bankverbindung beantragen Sie unter „Einstellungen“, „Kontaktdaten“: Dort wird die IBAN geprüft und Ihr Passwort verlangt."
    )]
    TopicElsewhere,
    /// No place chosen.
    #[error("Bitte wählen Sie, wo der Schaden ist.")]
    PlaceMissing,
    /// No contract chosen, or not one's own.
    #[error("Bitte wählen Sie, um welchen Vertrag es geht.")]
    ContractMissing,
    /// The contract has ended.
    #[error(
        "Dieser Vertrag ist beendet. Sie können dazu nichts Neues senden oder ändern; bitte rufen Sie uns an."
    )]
    ContractEnded,
    /// A step that the ticket's state does not allow.
    #[error(
        "Das geht bei diesem Vorgang nicht mehr, weil sich sein Stand geändert hat. Bitte laden Sie die Seite neu."
    )]
    StepNotAllowed,
    /// Reopening later than 14 days after closing.
    #[error("Die Frist zum Wiederöffnen ist abgelaufen. Bitte schreiben Sie uns neu.")]
    ReopenTooLate,
    /// No step chosen.
    #[error("Bitte wählen Sie den neuen Stand.")]
    StepMissing,
    /// A question without words.
    #[error("Bitte schreiben Sie Ihre Frage; der Empfänger liest sie.")]
    QuestionMissing,
    /// An order without a firm.
    #[error("Bitte geben Sie den Namen der Firma an; der Empfänger liest ihn.")]
    FirmMissing,
    /// A rejection or a doubt without words.
    #[error("Bitte geben Sie einen Grund an; der Empfänger liest ihn.")]
    ReasonMissing,
    /// An appointment without a date, with a past one, or one that lies further ahead than a year.
    #[error("Bitte geben Sie einen Termin in der Zukunft an, höchstens ein Jahr im Voraus.")]
    AppointmentInvalid,
    /// An appointment with a day and no time of day.
    #[error("Bitte geben Sie auch die Uhrzeit des Termins an, zum Beispiel 08:30.")]
    TimeMissing,
    /// A step without a way back was not confirmed.
    #[error("Bitte setzen Sie das Häkchen: Das lässt sich nicht zurücknehmen.")]
    StepUnsure,
    /// More reports than a person can mean.
    #[error(
        "Sie haben in kurzer Zeit sehr viel gesendet. Bitte versuchen Sie es in einer Stunde noch einmal oder rufen Sie uns an."
    )]
    TooMany,
    /// One of the photos.
    #[error(transparent)]
    Photo(#[from] PhotoRefusal),
    /// A document.
    #[error(transparent)]
    Document(#[from] DocumentRefusal),
    /// Written under one account and sent under another.
    #[error(
        "Das wurde unter einem anderen Konto geschrieben als dem, mit dem Sie jetzt angemeldet sind. Es wurde nichts gesendet. Bitte melden Sie sich mit dem anderen Konto an, oder laden Sie die Seite neu und beginnen Sie noch einmal."
    )]
    ForeignDraft,
    /// Less space than needed.
    #[error(
        "Fotos können gerade nicht gespeichert werden. Ihr Text kann ohne Fotos gesendet werden."
    )]
    StorageFull,
    /// The password was asked for to be sure who is there, and is wrong.
    #[error("Ihr Passwort stimmt nicht. Bitte geben Sie es noch einmal ein.")]
    PasswordWrong,
    /// All of one's data was put together within the last day.
    #[error(
        "Sie haben Ihre Daten gerade erst zusammenstellen lassen. Das geht einmal am Tag, wieder ab {}.",
        crate::berlin::long_moment(*at)
    )]
    ArchiveTooSoon {
        /// When it may be asked for again.
        at: chrono::DateTime<chrono::Utc>,
        /// How long that is from now.
        seconds: u32,
    },
    /// The deletion of one's data was asked for already.
    #[error("Sie haben die Löschung schon beantragt. Den Stand sehen Sie unter „Meine Vorgänge“.")]
    DeletionAsked,
    /// No contract is left to which a request could belong.
    #[error(
        "Zu Ihnen gibt es im Portal keinen Vertrag mehr. Bitte rufen Sie uns an, wir nehmen Ihren Antrag auf."
    )]
    DeletionByPhone,
    /// The end of the access was not confirmed.
    #[error("Bitte bestätigen Sie, dass Ihr Zugang enden soll.")]
    EndUnconfirmed,
    /// Not a phone number.
    #[error("Bitte geben Sie die Telefonnummer mit Vorwahl ein, zum Beispiel 030 23125 100.")]
    PhoneInvalid,
    /// What is asked for holds already.
    #[error("Das gilt bei uns schon. Bitte geben Sie etwas anderes ein.")]
    ChangeSame,
    /// A change of the same kind is under way.
    #[error(
        "Eine solche Änderung läuft schon. Ziehen Sie diese zuerst zurück, wenn Sie eine andere möchten."
    )]
    ChangeOpen,
    /// The IBAN.
    #[error(transparent)]
    Iban(#[from] IbanRefusal),
    /// Nobody was named as the account's holder.
    #[error("Bitte geben Sie an, wem das Konto gehört, so wie es auf der Bankkarte steht.")]
    HolderMissing,
    /// A debit was allowed where nobody may debit.
    #[error("Lastschrift ist bei uns noch nicht möglich. Bitte wählen Sie „Nur für Auszahlungen“.")]
    DebitImpossible,
    /// Bank details that are not old enough to be released.
    #[error(
        "Diese Bankverbindung kann noch nicht freigegeben werden. Das geht ab {}.",
        crate::berlin::long_moment(*from)
    )]
    StillCooling {
        /// From when on.
        from: chrono::DateTime<chrono::Utc>,
    },
    /// The same person once more.
    #[error("Sie haben schon freigegeben. Die zweite Freigabe braucht eine andere Person.")]
    SecondPerson,
    /// Events of the ERP to which nothing can be fetched.
    #[error(
        "Dieses Portal holt keine Datensätze ab. Wer es betreibt, stellt erp.fetch.url ein; bis dahin senden Sie Datensätze im Ganzen."
    )]
    EventsUnwanted,
    /// Events that name nothing to be fetched, or too many at once.
    #[error(
        "Eine Referenz hat 1 bis 200 Zeichen auf einer Zeile, und auf einmal kommen höchstens 10.000 Ereignisse. Bitte senden Sie sie so noch einmal."
    )]
    EventUnreadable,
    /// Another parcel of the ERP is still being written.
    #[error(
        "Eine frühere Lieferung wird noch geschrieben. Bitte versuchen Sie es in einer Minute noch einmal."
    )]
    ParcelRuns,
    /// The letter to the address on file was not printed yet.
    #[error(
        "Der Brief an die bekannte Anschrift fehlt noch. Drucken Sie ihn, geben Sie ihn zur Post und geben Sie dann frei."
    )]
    NoticeMissing,
    /// The person of a request is not named any more in the contract it is about, or the contract has ended.
    #[error(
        "Diese Person steht nicht mehr in diesem Vertrag. Lehnen Sie die Änderung ab und rufen Sie die Person an."
    )]
    NotNamed,
    /// The link of the old mailbox is too old, incomplete or replaced.
    #[error(
        "Dieser Link gilt nicht mehr oder ist unvollständig. Haben Sie die Änderung nicht veranlasst, rufen Sie uns bitte an."
    )]
    RevokeLinkInvalid,
    /// It is too late to call it back.
    #[error(
        "Die Änderung gilt schon. Haben Sie die Änderung nicht veranlasst, rufen Sie uns bitte gleich an."
    )]
    ChangeEffective,
    /// The ERP says of a change what does not fit what was said before.
    #[error("Diese Änderung hat schon ein anderes Ende genommen. Bitte lesen Sie ihren Stand neu.")]
    AnsweredOtherwise,
    /// A word in an address or form that we do not know.
    #[error("Diese Angabe kennen wir nicht. Bitte wählen Sie eine aus der Liste.")]
    UnknownWord,
    /// No day, a past one, or one far ahead.
    #[error("Bitte geben Sie einen Tag ab heute an, höchstens zwei Jahre im Voraus.")]
    EnableDayInvalid,
    /// No day, one before the letters were made, or one in the future.
    #[error(
        "Bitte geben Sie den Tag an, an dem die Briefe zur Post gingen. Er liegt nicht vor dem Druck und nicht in der Zukunft."
    )]
    PostedDayInvalid,
    /// A name or an address with characters that no font of ours has.
    #[error(
        "Name oder Anschrift enthält Zeichen, die sich nicht drucken lassen: {signs}. Bitte schreiben Sie sie im ERP in lateinischen Buchstaben."
    )]
    Unprintable {
        /// The characters, apart.
        signs: String,
    },
    /// A colleague without a name.
    #[error("Der Name fehlt. Bitte geben Sie Vor- und Nachnamen an, wie Kunden sie lesen.")]
    NameMissing,
    /// Everybody has an account or a live letter.
    #[error("Niemand braucht hier einen Brief: Alle haben ein Konto oder einen gültigen Brief.")]
    NobodyOwed,
    /// A single person is not owed a letter.
    #[error(
        "Für diese Person gibt es keinen neuen Brief: Sie hat ein Konto, keinen laufenden Vertrag, oder ihr Haus ist nicht freigeschaltet."
    )]
    LetterNotOwed,
    /// There is no account that a letter could recover.
    #[error(
        "Für diese Person gibt es keinen Brief zur Wiederherstellung: Sie hat noch kein Konto, oder sie steht in keinem Vertrag."
    )]
    RecoveryNotOwed,
    /// There is no account that could be blocked, or it is blocked already.
    #[error(
        "Hier gibt es keinen offenen Zugang, den Sie sperren können. Bitte laden Sie die Seite neu."
    )]
    NothingToBlock,
    /// An account was to be blocked without words.
    #[error("Bitte geben Sie an, warum Sie den Zugang sperren. Der Grund steht nur im Protokoll.")]
    BlockReasonMissing,
    /// Nobody said how the caller was checked.
    #[error("Bitte wählen Sie, wie Sie die Person geprüft haben.")]
    CheckMissing,
    /// The paper of a letter that opens an account anew, asked for by whoever ordered it.
    #[error("Diesen Brief druckt und verschickt jemand anderes aus Ihrem Team.")]
    OwnLetter,
    /// The letters are not all made yet.
    #[error("Die Briefe sind noch nicht alle fertig. Bitte warten Sie, bis der Balken voll ist.")]
    BatchRuns,
    /// All letters of a batch were replaced.
    #[error("Diese Briefe gelten nicht mehr. Nehmen Sie die neueren.")]
    BatchVoid,
    /// Too little to search for.
    #[error("Bitte geben Sie mindestens zwei Zeichen ein.")]
    SearchTooShort,
}

impl Refusal {
    /// Seconds after which the same may be tried again, where time alone helps.
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Busy => Some(5),
            Self::ParcelRuns => Some(60),
            Self::Wait { seconds } | Self::ArchiveTooSoon { seconds, .. } => Some(*seconds),
            Self::TooMany => Some(3_600),
            _ => None,
        }
    }
}
