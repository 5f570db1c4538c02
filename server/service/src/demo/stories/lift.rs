//! The lift.

use domain::Topic;
use domain::ticket::Place;

use super::{Season, Story, Who};
use ::photo::painted::PhotoKind;

pub(super) const STORIES: &[Story] = &[
    Story {
        topic: Topic::Lift,
        place: Some(Place::House),
        who: Who::WithLift,
        season: Season::Any,
        urgent: true,
        reports: &[
            (
                "Aufzug steht mit offener Tür",
                "Der Aufzug steht im Erdgeschoss, die Tür geht auf und zu, aber er fährt nicht. Im vierten Stock wohnt eine Frau mit Rollstuhl.",
            ),
            (
                "Aufzug außer Betrieb",
                "Der Aufzug fährt seit heute früh nicht. Auf der Anzeige steht nur ein Strich. Bitte schnell, ich komme mit dem Kinderwagen nicht hoch.",
            ),
        ],
        photos: &[PhotoKind::Lift],
        question: "Ist jemand eingeschlossen? Dann wählen Sie bitte sofort die Nummer in der Kabine.",
        answer: "Nein, die Kabine ist leer.",
        firm: "Aufzugservice Hochhinaus",
        ordered: "Der Aufzugservice Hochhinaus ist verständigt und kommt heute noch. Der Hauswart hilft beim Tragen.",
        note: "Türkontakt, vierte Störung in zwölf Monaten. Mit dem Wartungsvertrag argumentieren.",
        done: "Der Türkontakt ist ersetzt, der Aufzug fährt.",
        thanks: "Fährt wieder, danke.",
        again: "Der Aufzug ist heute wieder stehen geblieben.",
        refused: "",
    },
    Story {
        topic: Topic::Lift,
        place: Some(Place::House),
        who: Who::WithLift,
        season: Season::Any,
        urgent: false,
        reports: &[
            (
                "Aufzug hält nicht bündig",
                "Der Aufzug bleibt ein paar Zentimeter zu tief stehen. Mit dem Rollator bleibt man hängen.",
            ),
            (
                "Stolperkante am Aufzug im dritten Stock",
                "Im dritten Stock hält die Kabine ungefähr drei Zentimeter zu hoch. Mein Vater ist schon gestolpert.",
            ),
        ],
        photos: &[PhotoKind::Lift],
        question: "In welchem Stockwerk ist die Kante am größten?",
        answer: "Im dritten, sonst passt es fast.",
        firm: "Aufzugservice Hochhinaus",
        ordered: "Der Aufzugservice stellt die Haltepunkte nach. Wir haben einen Hinweis in die Kabine gehängt.",
        note: "Mit der nächsten Wartung zusammen.",
        done: "Die Haltepunkte sind in allen Etagen eingestellt.",
        thanks: "Jetzt ist es überall eben.",
        again: "Im dritten Stock steht die Kabine wieder zu hoch.",
        refused: "",
    },
    Story {
        topic: Topic::Lift,
        place: Some(Place::House),
        who: Who::WithLift,
        season: Season::Any,
        urgent: false,
        reports: &[
            (
                "Licht im Aufzug flackert",
                "Das Licht in der Kabine flackert und geht für Sekunden ganz aus. Im Dunkeln zu fahren ist kein gutes Gefühl.",
            ),
            (
                "Knopf im Aufzug reagiert nicht",
                "Der Knopf für den zweiten Stock reagiert nur, wenn man sehr fest drückt. Kinder schaffen das nicht.",
            ),
        ],
        photos: &[PhotoKind::Lift],
        question: "Ist das erst seit Kurzem so, oder wird es schlimmer?",
        answer: "Seit einer Woche, es wird schlimmer.",
        firm: "Aufzugservice Hochhinaus",
        ordered: "Die Firma bringt das Ersatzteil zur Wartung mit.",
        note: "Tableau ist bestellt, Lieferzeit zehn Tage.",
        done: "Das Bauteil ist getauscht.",
        thanks: "Alles gut, danke.",
        again: "",
        refused: "",
    },
];
