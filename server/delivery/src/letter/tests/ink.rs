//! Reads a laid out page: what stands where, in millimetres.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

/// Ink on a page, in millimetres from its upper left corner.
#[derive(Debug)]
pub(super) struct Ink {
    pub(super) what: What,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

#[derive(Debug)]
pub(super) enum What {
    Text { text: String, points: f64 },
    Line,
    Picture { alt: String },
}

impl Ink {
    pub(super) fn text(&self) -> &str {
        if let What::Text { text, .. } = &self.what {
            text
        } else {
            ""
        }
    }

    pub(super) fn is_within(&self, left: f64, top: f64, right: f64, bottom: f64) -> bool {
        // A twentieth of a millimetre: less than a printer can show.
        let slack = 0.05;
        self.left >= left - slack
            && self.top >= top - slack
            && self.right <= right + slack
            && self.bottom <= bottom + slack
    }
}

pub(super) fn ink_of(document: &PagedDocument, page: usize) -> Vec<Ink> {
    let mut ink = Vec::new();
    collect(
        &document.pages()[page].frame,
        Transform::identity(),
        &mut ink,
    );
    ink
}

fn collect(frame: &Frame, outer: Transform, ink: &mut Vec<Ink>) {
    for (at, item) in frame.items() {
        let here = outer.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), ink),
            FrameItem::Text(text) => {
                let shape = text.bbox();
                let what = What::Text {
                    text: text.text.to_string(),
                    points: text.size.to_pt(),
                };
                if shape.min.x.to_pt().is_finite() {
                    ink.push(measured(what, here, shape.min, shape.max));
                }
            }
            FrameItem::Shape(shape, _) => {
                if let Geometry::Line(end) = shape.geometry {
                    ink.push(measured(What::Line, here, Point::zero(), end));
                }
            }
            FrameItem::Image(image, size, _) => {
                let what = What::Picture {
                    alt: image.alt().unwrap_or_default().to_owned(),
                };
                ink.push(measured(what, here, Point::zero(), size.to_point()));
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn measured(what: What, here: Transform, from: Point, to: Point) -> Ink {
    let (a, b) = (from.transform(here), to.transform(here));
    let mm = Abs::to_mm;
    Ink {
        what,
        left: mm(a.x.min(b.x)),
        top: mm(a.y.min(b.y)),
        right: mm(a.x.max(b.x)),
        bottom: mm(a.y.max(b.y)),
    }
}

/// All text of a page, one run per line.
pub(super) fn all_text(ink: &[Ink]) -> String {
    ink.iter().map(Ink::text).collect::<Vec<_>>().join("\n")
}
