//! What a letter service is told: which files are to be posted to whom.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// Letters printed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The batch they belong to.
    pub batch: String,
    /// Which print of the batch, from 1.
    pub print: i64,
    /// When they were made.
    pub made_at: DateTime<Utc>,
    /// The letters, in the order of the print.
    pub letters: Vec<Sheet>,
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Name of the PDF beside the manifest.
    pub file: String,
    /// What the PDF must hash to, in lower-case hex.
    pub sha256: String,
    /// Pages to print.
    pub pages: i64,
    /// The manager's sign of the person.
    pub reference: String,
    /// The lines of the address on it.
    pub recipient: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::LetterBox;

    #[tokio::test]
    async fn a_folder_names_what_is_to_be_posted() {
        let folder = tempfile::tempdir().unwrap();
        let letter_box = LetterBox::Folder(folder.path().to_owned());
        let manifest = Manifest {
            batch: "b".to_owned(),
            print: 1,
            made_at: DateTime::UNIX_EPOCH,
            letters: vec![Sheet {
                file: "P-1-471108153.pdf".to_owned(),
                sha256: "0".repeat(64),
                pages: 1,
                reference: "P-1".to_owned(),
                recipient: vec!["Vera Lindt".to_owned(), "10115 Berlin".to_owned()],
            }],
        };
        letter_box.hand_over("b-1.json", &manifest).await.unwrap();
        let text = std::fs::read_to_string(folder.path().join("b-1.json")).unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["letters"][0]["file"], "P-1-471108153.pdf");
        assert_eq!(read["letters"][0]["recipient"][1], "10115 Berlin");
        assert_eq!(read["made_at"], "1970-01-01T00:00:00Z");
    }

    #[tokio::test]
    async fn a_service_finds_the_letters_beside_their_manifest() {
        let home = tempfile::tempdir().unwrap();
        let [folder, outbox] = ["own", "service"].map(|name| home.path().join(name));
        let letter_box = LetterBox::Service {
            folder: folder.clone(),
            outbox: outbox.clone(),
        };
        let manifest = Manifest {
            batch: "b".to_owned(),
            print: 1,
            made_at: DateTime::UNIX_EPOCH,
            letters: Vec::new(),
        };
        letter_box.put("a.pdf", b"%PDF").await.unwrap();
        assert!(!outbox.exists(), "nobody fetches what has no live code");
        for _ in 0..2 {
            let names = ["a.pdf".to_owned()];
            letter_box.release(&names).await.unwrap();
            letter_box.enclose("a.pdf", b"%PDF").await.unwrap();
            letter_box.hand_over("b-1.json", &manifest).await.unwrap();
        }
        let names = |folder: &std::path::Path| {
            let mut names: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(&outbox), ["a.pdf", "b-1.json"]);
        assert_eq!(names(&folder), ["a.pdf"]);
        let later: DateTime<Utc> = "2999-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(letter_box.clear(later).await.unwrap(), 2);
        assert!(names(&outbox).is_empty() && names(&folder).is_empty());
    }
}
