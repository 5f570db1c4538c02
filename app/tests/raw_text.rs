//! What was typed comes back as text, whatever it looks like.

use app::ui::raw_text;

#[test]
fn a_text_cannot_leave_its_field() {
    for (typed, written) in [
        ("Heizung kalt", "Heizung kalt"),
        (
            "</textarea><script>alert(1)</script>",
            "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ("a &lt; b & c", "a &amp;lt; b &amp; c"),
    ] {
        assert_eq!(raw_text(typed), written);
    }
}
