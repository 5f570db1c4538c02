//! Shapes by their distance: negative inside, zero on the border, positive outside; so edges, shadows and bevels are one sum.

/// A place in the scene; the visible part is about 1600 x 1200.
pub(super) type Point = (f32, f32);

/// What can be painted.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Left, top, width, height, radius of the corners.
    Slab(f32, f32, f32, f32, f32),
    /// Centre and the two radii.
    Oval(f32, f32, f32, f32),
    /// A line of this width through the points, with round ends.
    Line(Vec<Point>, f32),
    /// A closed outline.
    Outline(Vec<Point>),
}

impl Shape {
    pub fn disc(x: f32, y: f32, radius: f32) -> Self {
        Self::Oval(x, y, radius, radius)
    }

    /// A smooth curve of this width from `from` to `to`, drawn towards the two handles.
    pub fn curve(from: Point, handle: Point, other: Point, to: Point, width: f32) -> Self {
        Self::Line(curve(from, handle, other, to), width)
    }

    /// How far a point is outside; negative within.
    pub fn distance(&self, (x, y): Point) -> f32 {
        match self {
            Self::Slab(left, top, width, height, radius) => {
                let (half_w, half_h) = (width / 2.0, height / 2.0);
                let dx = (x - left - half_w).abs() - half_w + radius;
                let dy = (y - top - half_h).abs() - half_h + radius;
                length(dx.max(0.0), dy.max(0.0)) + dx.max(dy).min(0.0) - radius
            }
            Self::Oval(cx, cy, rx, ry) => {
                let (dx, dy) = (x - cx, y - cy);
                let k = length(dx / rx, dy / ry);
                let slope = length(dx / (rx * rx), dy / (ry * ry));
                if slope < 1e-6 {
                    -rx.min(*ry)
                } else {
                    k * (k - 1.0) / slope
                }
            }
            Self::Line(points, width) => {
                let nearest = points
                    .windows(2)
                    .map(|ends| to_segment((x, y), ends[0], ends[1]));
                nearest.fold(f32::MAX, f32::min).sqrt() - width / 2.0
            }
            Self::Outline(points) => to_outline((x, y), points),
        }
    }

    /// Left, top, right and bottom of everything within `margin` of the shape.
    pub fn bounds(&self, margin: f32) -> (f32, f32, f32, f32) {
        let (left, top, right, bottom) = match self {
            Self::Slab(left, top, width, height, _) => (*left, *top, left + width, top + height),
            Self::Oval(x, y, rx, ry) => (x - rx, y - ry, x + rx, y + ry),
            Self::Line(points, width) => {
                let (l, t, r, b) = around(points);
                let half = width / 2.0;
                (l - half, t - half, r + half, b + half)
            }
            Self::Outline(points) => around(points),
        };
        (left - margin, top - margin, right + margin, bottom + margin)
    }
}

/// Points along a cubic curve.
pub(super) fn curve(from: Point, handle: Point, other: Point, to: Point) -> Vec<Point> {
    let at = |t: f32| {
        let u = 1.0 - t;
        let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
        (
            a * from.0 + b * handle.0 + c * other.0 + d * to.0,
            a * from.1 + b * handle.1 + c * other.1 + d * to.1,
        )
    };
    (0..=24).map(|step| at(step as f32 / 24.0)).collect()
}

fn around(points: &[Point]) -> (f32, f32, f32, f32) {
    points.iter().fold(
        (f32::MAX, f32::MAX, f32::MIN, f32::MIN),
        |(l, t, r, b), (x, y)| (l.min(*x), t.min(*y), r.max(*x), b.max(*y)),
    )
}

/// The length of a way; `f32::hypot` guards against numbers no picture has, and takes ten times as long.
pub(super) fn length(dx: f32, dy: f32) -> f32 {
    (dx * dx + dy * dy).sqrt()
}

/// The square of the distance to a segment.
fn to_segment(p: Point, a: Point, b: Point) -> f32 {
    let (px, py) = (p.0 - a.0, p.1 - a.1);
    let (bx, by) = (b.0 - a.0, b.1 - a.1);
    let along = ((px * bx + py * by) / (bx * bx + by * by).max(1e-6)).clamp(0.0, 1.0);
    let (dx, dy) = (px - bx * along, py - by * along);
    dx * dx + dy * dy
}

fn to_outline(p: Point, points: &[Point]) -> f32 {
    let mut inside = false;
    let mut nearest = f32::MAX;
    for (i, b) in points.iter().enumerate() {
        let a = points[if i == 0 { points.len() - 1 } else { i - 1 }];
        nearest = nearest.min(to_segment(p, a, *b));
        let crosses = (a.1 > p.1) != (b.1 > p.1);
        if crosses && p.0 < (b.0 - a.0) * (p.1 - a.1) / (b.1 - a.1) + a.0 {
            inside = !inside;
        }
    }
    if inside {
        -nearest.sqrt()
    } else {
        nearest.sqrt()
    }
}
