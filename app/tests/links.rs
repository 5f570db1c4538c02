//! Numbers and addresses in legal texts can be pressed; other figures stay text.

use app::legal::links::{Piece, pieces};

fn words(text: &str) -> Piece {
    Piece::Words(text.to_owned())
}

#[test]
fn numbers_and_addresses_are_found() {
    let phone = Piece::Phone("030 23125 300".to_owned());
    let email = Piece::Email("post@haus.example".to_owned());
    assert_eq!(
        pieces("Telefon 030 23125 300, E-Mail post@haus.example"),
        [
            words("Telefon "),
            phone.clone(),
            words(", E-Mail "),
            email.clone()
        ]
    );
    assert_eq!(
        pieces("Rufen Sie 030 23125 300 an (post@haus.example)."),
        [
            words("Rufen Sie "),
            phone,
            words(" an ("),
            email,
            words(")."),
        ]
    );
}

#[test]
fn other_figures_stay_text() {
    for text in [
        "Wolkensteg 12, 10999 Berlin",
        "01067 Dresden",
        "HRB 0123456 · USt-IdNr. DE000000000",
        "§ 34c GewO, Größe @ Straße",
        "",
    ] {
        let wanted: Vec<Piece> = (!text.is_empty())
            .then(|| words(text))
            .into_iter()
            .collect();
        assert_eq!(pieces(text), wanted);
    }
}
