//! Heating and hot water.

use domain::Topic;
use domain::ticket::Place;

use super::{Season, Story, Who};
use ::photo::painted::PhotoKind;

pub(super) const STORIES: &[Story] = &[
    Story {
        topic: Topic::Heating,
        place: Some(Place::Flat),
        who: Who::Tenant,
        season: Season::Cold,
        urgent: false,
        reports: &[
            (
                "Heizkörper im Wohnzimmer bleibt kalt",
                "Der Heizkörper im Wohnzimmer wird nur oben ein wenig warm, unten ist er kalt. Das Thermostat steht auf 5. Entlüftet habe ich schon, es kam nur Wasser. In den anderen Zimmern ist alles in Ordnung.",
            ),
            (
                "Schlafzimmer wird nicht warm",
                "Seit ein paar Tagen wird der Heizkörper im Schlafzimmer nicht mehr warm, egal wie weit ich aufdrehe. Heute früh waren es 15 Grad. Die übrigen Heizkörper laufen normal.",
            ),
        ],
        photos: &[PhotoKind::Radiator],
        question: "Wird das Rohr, das unten in den Heizkörper führt, warm, wenn Sie ganz aufdrehen?",
        answer: "Das Rohr ist lauwarm bis zum Ventil, danach kalt.",
        firm: "Wärmedienst Kessel & Sohn",
        ordered: "Danke für Ihre Meldung. Wahrscheinlich klemmt der Ventilstift. Wir haben den Wärmedienst Kessel & Sohn beauftragt. Die Firma ruft Sie an und vereinbart einen Termin.",
        note: "Strang Süd, dort hingen im letzten Winter schon zwei Ventile. Bei Gelegenheit alle tauschen lassen.",
        done: "Das Thermostatventil wurde getauscht, der Heizkörper wird wieder gleichmäßig warm.",
        thanks: "Alles wieder warm, vielen Dank!",
        again: "Zwei Tage war es gut, jetzt ist der Heizkörper wieder kalt.",
        refused: "",
    },
    Story {
        topic: Topic::Heating,
        place: Some(Place::House),
        who: Who::Anyone,
        season: Season::Cold,
        urgent: true,
        reports: &[
            (
                "Keine Heizung und kein warmes Wasser",
                "Seit gestern Abend ist die ganze Wohnung kalt, und aus dem Hahn kommt nur kaltes Wasser. Bei den Nachbarn ist es genauso. Wir haben ein kleines Kind, bitte kümmern Sie sich schnell.",
            ),
            (
                "Heizung im ganzen Haus ausgefallen",
                "Alle Heizkörper sind kalt, das Wasser auch. Im Treppenhaus sagen alle dasselbe. Im Heizungskeller blinkt am Kessel eine rote Lampe.",
            ),
        ],
        photos: &[],
        question: "Steht auf der Anzeige des Kessels eine Fehlernummer? Bitte nur ablesen, nichts verstellen.",
        answer: "Da steht F28, mehr kann ich nicht erkennen.",
        firm: "Wärmedienst Kessel & Sohn",
        ordered: "Der Notdienst ist unterwegs. Wir melden uns, sobald der Kessel wieder läuft. Wenn Sie einen Heizlüfter brauchen, holen Sie ihn bitte beim Hauswart ab.",
        note: "Störung Zündung, dritte in diesem Jahr. Angebot für neuen Brenner einholen.",
        done: "Der Brenner ist repariert, die Anlage läuft wieder. Bis alle Räume warm sind, dauert es einige Stunden.",
        thanks: "Es ist wieder warm. Danke, dass es so schnell ging.",
        again: "Heute Morgen ist die Heizung wieder ausgefallen.",
        refused: "",
    },
    Story {
        topic: Topic::Heating,
        place: Some(Place::Flat),
        who: Who::Anyone,
        season: Season::Any,
        urgent: false,
        reports: &[
            (
                "Warmes Wasser braucht sehr lange",
                "In der Küche muss ich das Wasser drei bis vier Minuten laufen lassen, bis es warm wird. Früher ging das sofort. Im Bad ist es besser.",
            ),
            (
                "Dusche wird mittendrin kalt",
                "Beim Duschen wird das Wasser nach zwei Minuten kalt und dann wieder heiß. Das passiert jeden Morgen zwischen sechs und sieben.",
            ),
        ],
        photos: &[],
        question: "Zu welchen Uhrzeiten tritt das auf, und ist es an allen Hähnen gleich?",
        answer: "Vor allem morgens. Am Wochenende ist es besser.",
        firm: "Wärmedienst Kessel & Sohn",
        ordered: "Wir lassen die Zirkulationspumpe prüfen. Danach misst die Firma die Temperatur bei Ihnen.",
        note: "Zeitschaltung der Zirkulation prüfen, steht eventuell noch auf Sommer.",
        done: "Die Zirkulationspumpe war falsch eingestellt. Das ist behoben.",
        thanks: "Das Wasser ist jetzt gleich warm, danke.",
        again: "Es ist leider noch genauso wie vorher.",
        refused: "",
    },
    Story {
        topic: Topic::Heating,
        place: Some(Place::Flat),
        who: Who::Tenant,
        season: Season::Cold,
        urgent: false,
        reports: &[
            (
                "Heizkörper klopft und gluckert nachts",
                "Gegen vier Uhr morgens fängt der Heizkörper im Schlafzimmer an zu klopfen, etwa eine halbe Stunde lang. Davon wachen wir jede Nacht auf.",
            ),
            (
                "Laute Geräusche in der Heizung",
                "Im Wohnzimmer gluckert und rauscht der Heizkörper so laut, dass man es durch die ganze Wohnung hört.",
            ),
        ],
        photos: &[],
        question: "Kommt das Geräusch aus dem Heizkörper selbst oder aus dem Rohr in der Wand?",
        answer: "Eher aus dem Rohr, ungefähr in Höhe der Fußleiste.",
        firm: "Wärmedienst Kessel & Sohn",
        ordered: "Die Firma entlüftet den Strang und prüft die Rohrschellen. Sie meldet sich bei Ihnen wegen eines Termins.",
        note: "Nachtabsenkung endet um 4 Uhr, passt zur Uhrzeit.",
        done: "Der Strang ist entlüftet, eine lose Rohrschelle wurde befestigt.",
        thanks: "Ruhe! Herzlichen Dank.",
        again: "Das Klopfen ist leiser, aber immer noch da.",
        refused: "Leise Fließgeräusche sind bei dieser Anlage üblich. Unsere Messung lag unter dem zulässigen Wert. Wenn es lauter wird, melden Sie sich bitte noch einmal.",
    },
    Story {
        topic: Topic::Heating,
        place: Some(Place::Flat),
        who: Who::Anyone,
        season: Season::Cold,
        urgent: true,
        reports: &[
            (
                "Wasser läuft aus dem Heizkörper",
                "Am Heizkörper im Flur tropft es aus dem Ventil, inzwischen alle paar Sekunden. Ich habe eine Schüssel darunter gestellt, das Parkett ist schon dunkel.",
            ),
            (
                "Heizkörper undicht, Pfütze am Boden",
                "Unter dem Heizkörper im Kinderzimmer steht Wasser. Es kommt unten rostbraun heraus. Zugedreht habe ich ihn, es tropft trotzdem.",
            ),
        ],
        photos: &[PhotoKind::Radiator, PhotoKind::Pipe],
        question: "Können Sie die Schüssel bis zum Nachmittag selbst leeren, oder sollen wir den Strang sofort absperren lassen?",
        answer: "Bis zum Nachmittag schaffe ich das, ich bin zu Hause.",
        firm: "Sanitär Tropfstein",
        ordered: "Der Monteur von Sanitär Tropfstein kommt noch heute. Bitte stellen Sie weiter etwas unter und legen Sie Handtücher aus.",
        note: "Parkett im Blick behalten, eventuell Versicherungsschaden.",
        done: "Das Ventil ist erneuert, der Heizkörper ist dicht. Den Fußboden sehen wir uns in zwei Wochen noch einmal an.",
        thanks: "Es ist dicht. Der Boden ist auch schon trocken.",
        again: "Es tropft wieder an derselben Stelle, nur langsamer.",
        refused: "",
    },
    Story {
        topic: Topic::Heating,
        place: Some(Place::Flat),
        who: Who::Tenant,
        season: Season::Cold,
        urgent: false,
        reports: &[
            (
                "Thermostat lässt sich nicht mehr drehen",
                "Der Drehknopf am Heizkörper im Bad dreht durch. Die Heizung läuft dort jetzt immer auf voller Stufe.",
            ),
            (
                "Heizung im Bad lässt sich nicht abstellen",
                "Der Heizkörper im Bad ist Tag und Nacht heiß, der Regler bewirkt nichts. Das kostet doch unnötig Geld.",
            ),
        ],
        photos: &[PhotoKind::Radiator],
        question: "Ist an dem Knopf eine Zahl oder ein Firmenname zu lesen?",
        answer: "Nein, nur die Ziffern von 0 bis 5.",
        firm: "Wärmedienst Kessel & Sohn",
        ordered: "Der Thermostatkopf wird getauscht. Die Firma bringt das passende Teil gleich mit.",
        note: "Kleiner Auftrag, mit dem nächsten Termin im Haus zusammenlegen.",
        done: "Der neue Thermostatkopf ist montiert.",
        thanks: "Funktioniert, danke schön.",
        again: "",
        refused: "",
    },
];
