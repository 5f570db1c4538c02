//! Electricity and light.

use domain::Topic;
use domain::ticket::Place;

use super::{Season, Story, Who};
use ::photo::painted::PhotoKind;

pub(super) const STORIES: &[Story] = &[
    Story {
        topic: Topic::Electricity,
        place: Some(Place::Flat),
        who: Who::Tenant,
        season: Season::Any,
        urgent: true,
        reports: &[
            (
                "Kein Strom in der halben Wohnung",
                "In Küche und Bad geht seit heute Mittag nichts mehr. Die Sicherung fliegt sofort wieder raus, wenn ich sie reindrücke. Der Kühlschrank steht auf dem Flur an der Verlängerung.",
            ),
            (
                "FI-Schalter springt immer wieder raus",
                "Der FI-Schalter lässt sich nicht mehr einschalten. Ich habe alle Stecker gezogen, es hilft nichts. Die ganze Wohnung ist dunkel.",
            ),
        ],
        photos: &[],
        question: "Fliegt der Schalter auch heraus, wenn alle einzelnen Sicherungen unten sind?",
        answer: "Nein, dann bleibt er drin. Erst bei der Sicherung Nummer 4 fliegt er.",
        firm: "Elektro Funkelmann",
        ordered: "Elektro Funkelmann kommt noch heute. Bitte lassen Sie die betroffene Sicherung bis dahin unten.",
        note: "Stromkreis 4 ist das Bad. Leitung von 1978, bei Auszug erneuern.",
        done: "Eine Steckdose im Bad war feucht geworden und ist ersetzt. Der Stromkreis läuft wieder.",
        thanks: "Strom ist wieder da, tausend Dank.",
        again: "Der FI ist heute Nacht wieder herausgesprungen.",
        refused: "",
    },
    Story {
        topic: Topic::Electricity,
        place: Some(Place::Flat),
        who: Who::Tenant,
        season: Season::Any,
        urgent: false,
        reports: &[
            (
                "Steckdose in der Küche funkt",
                "Beim Einstecken des Wasserkochers gab es einen Funken, und es roch verschmort. Die Steckdose benutze ich nicht mehr.",
            ),
            (
                "Steckdose hängt aus der Wand",
                "Im Wohnzimmer ist eine Doppelsteckdose locker und kommt mit dem Stecker aus der Wand heraus.",
            ),
        ],
        photos: &[],
        question: "Ist die Steckdose oder die Wand darum herum verfärbt?",
        answer: "Ja, ein wenig braun am Rand.",
        firm: "Elektro Funkelmann",
        ordered: "Bitte benutzen Sie die Steckdose nicht. Elektro Funkelmann ist beauftragt und ruft Sie an.",
        note: "Verfärbung, also zügig.",
        done: "Die Steckdose ist ersetzt, die Leitung geprüft und in Ordnung.",
        thanks: "Geht wieder, danke.",
        again: "",
        refused: "",
    },
    Story {
        topic: Topic::Electricity,
        place: Some(Place::House),
        who: Who::Anyone,
        season: Season::Any,
        urgent: false,
        reports: &[(
            "Licht im Treppenhaus geht nicht",
            "Zwischen dem zweiten und dritten Stock ist es stockdunkel. Abends sieht man die Stufen nicht, meine Nachbarin ist fast gestürzt.",
        )],
        photos: &[PhotoKind::Stairwell, PhotoKind::Stairwell],
        question: "Betrifft es nur eine Lampe oder ein ganzes Stockwerk?",
        answer: "Eine ganze Etage, beide Lampen.",
        firm: "Elektro Funkelmann",
        ordered: "Der Hauswart hat eine Leuchte provisorisch angebracht. Elektro Funkelmann tauscht den Zeitschalter.",
        note: "Auf Bewegungsmelder umrüsten? Im Wirtschaftsplan vormerken.",
        done: "Der Treppenlichtautomat ist getauscht, alle Lampen gehen wieder.",
        thanks: "Hell wie nie. Danke!",
        again: "Die Lampe im zweiten Stock ist schon wieder aus.",
        refused: "",
    },
    Story {
        topic: Topic::Electricity,
        place: Some(Place::Flat),
        who: Who::Tenant,
        season: Season::Any,
        urgent: false,
        reports: &[(
            "Klingel und Gegensprechanlage stumm",
            "Wenn unten jemand klingelt, höre ich nichts. Der Türöffner summt, aber sprechen geht auch nicht. Der Paketbote hat schon zweimal wieder umgedreht.",
        )],
        photos: &[],
        question: "Funktioniert die Anlage bei Ihren Nachbarn auf der Etage?",
        answer: "Ja, die haben kein Problem.",
        firm: "Elektro Funkelmann",
        ordered: "Elektro Funkelmann tauscht die Sprechstelle in Ihrer Wohnung und meldet sich bei Ihnen.",
        note: "Sprechstelle alter Bauart, drei Stück liegen beim Hauswart.",
        done: "Die Sprechstelle ist ersetzt und mit dem Hauswart geprüft.",
        thanks: "Es klingelt wieder. Danke!",
        again: "Klingeln geht, aber sprechen kann man immer noch nicht.",
        refused: "",
    },
];
