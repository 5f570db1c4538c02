//! How long to wait, in words.

/// A short time in words: "eine Sekunde", "40 Sekunden", "5 Minuten".
pub fn span(seconds: u32) -> String {
    match seconds {
        0..=1 => "eine Sekunde".to_owned(),
        2..=90 => format!("{seconds} Sekunden"),
        _ => format!("{} Minuten", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;

    #[test]
    fn a_time_is_told_in_words() {
        for (seconds, words) in [
            (1, "eine Sekunde"),
            (60, "60 Sekunden"),
            (91, "2 Minuten"),
            (3_600, "60 Minuten"),
        ] {
            assert_eq!(span(seconds), words);
        }
        assert_eq!(
            Refusal::Wait { seconds: 4 }.to_string(),
            "Zu viele Versuche. Bitte warten Sie 4 Sekunden und versuchen Sie es dann noch einmal."
        );
    }
}
