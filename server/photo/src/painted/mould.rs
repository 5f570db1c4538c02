//! Mould in the corner of a room: two walls, the ceiling, a curtain, and dark spots that grow out of the edge.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::{Point, Shape, length};
use super::surface::rough;

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let paint = dice.pick(&[hex(0xf0ece2), hex(0xe3e8ea), hex(0xefe3d2)]);
    let corner = (dice.between(640.0, 820.0), dice.between(250.0, 310.0));
    room(canvas, dice, corner, paint);
    moulding(canvas, corner);
    spots(canvas, dice, corner);
    curtain(canvas, dice);
    skirting_cupboard(canvas);
}

/// How far a place is from the three edges that meet in the corner, and on which plane it lies.
fn planes(corner: Point, at: Point) -> (f32, f32, f32) {
    let left = corner.1 - (corner.0 - at.0) * 0.30 - at.1;
    let right = corner.1 - (at.0 - corner.0) * 0.22 - at.1;
    let above = if at.0 < corner.0 { left } else { right };
    (
        above,
        at.0 - corner.0,
        length(at.0 - corner.0, at.1 - corner.1),
    )
}

fn room(canvas: &mut Canvas, dice: &mut Dice, corner: Point, paint: Colour) {
    let seed = dice.seed();
    canvas.wash(|at, _| {
        let (above, right, far) = planes(corner, at);
        let bump = 1.0 + rough(at, seed) + 0.05 * (clouds(at, 300.0, seed) - 0.5);
        let tone = if above > 0.0 {
            0.90 - 0.10 * soft(0.0, 500.0, above)
        } else if right < 0.0 {
            0.98 - 0.05 * soft(-700.0, 0.0, right)
        } else {
            0.80 + 0.08 * soft(0.0, 900.0, right)
        };
        let edge = if above > 0.0 {
            above
        } else {
            right.abs().min(-above)
        };
        let dim = 0.12 * soft(90.0, 0.0, edge) + 0.08 * soft(500.0, 0.0, far);
        times(paint, tone * bump - dim)
    });
}

/// A thin line where the planes meet keeps the corner readable.
fn moulding(canvas: &mut Canvas, corner: Point) {
    let far = 1400.0;
    let edges = [
        (corner.0 - far, corner.1 - far * 0.30),
        (corner.0 + far, corner.1 - far * 0.22),
        (corner.0, corner.1 + far),
    ];
    for end in edges {
        let line = Shape::Line(vec![corner, end], 5.0);
        canvas.stain(&line, 6.0, hex(0x7d786f), |_, d| 0.5 * soft(5.0, -3.0, d));
    }
}

/// A yellow halo, a grey veil and hundreds of spots; all thin out away from the edges.
fn spots(canvas: &mut Canvas, dice: &mut Dice, corner: Point) {
    let seed = dice.seed();
    let reach = dice.between(330.0, 430.0);
    let growth = move |at: Point| {
        let (above, right, far) = planes(corner, at);
        let along_top = soft(150.0, 0.0, above.abs()) * soft(reach * 1.7, 60.0, far);
        let along_wall = soft(190.0, 0.0, right.abs()) * soft(reach * 1.9, 80.0, far);
        let heart = soft(reach, 40.0, far);
        (along_top * 0.7).max(along_wall * 0.8).max(heart) * (0.35 + clouds(at, 120.0, seed))
    };
    let area = Shape::disc(corner.0, corner.1, reach * 2.2);
    canvas.stain(&area, 0.0, hex(0xcdbf92), |at, _| {
        0.55 * soft(0.15, 0.8, growth(at))
    });
    canvas.stain(&area, 0.0, hex(0x6d7260), |at, _| {
        0.75 * soft(0.52, 1.0, growth(at)) * (0.45 + 0.7 * noise(at, 16.0, !seed))
    });
    for _ in 0..2600 {
        let angle = dice.between(0.0, std::f32::consts::TAU);
        let far = reach * 2.1 * dice.between(0.0, 1.0);
        let at = (corner.0 + far * angle.cos(), corner.1 + far * angle.sin());
        let dense = growth(at);
        if dense < dice.between(0.2, 0.95) {
            continue;
        }
        let size = dice.between(1.5, 5.0) + dice.between(0.0, 1.0).powi(6) * 15.0 * dense;
        let spot = Shape::Oval(at.0, at.1, size, size * dice.between(0.7, 1.1));
        let colour = dice.pick(&[hex(0x3c4238), hex(0x2c302c), hex(0x4b4f3d), hex(0x3b3a35)]);
        let strength = dice.between(0.45, 0.9);
        canvas.veil(&spot, size, colour, |_, d| {
            strength * soft(size * 0.8, -size * 0.6, d)
        });
    }
}

fn curtain(canvas: &mut Canvas, dice: &mut Dice) {
    let cloth = dice.pick(&[hex(0x8fa3ad), hex(0xb79a83), hex(0x9aa58c)]);
    let seed = dice.seed();
    let rod = Shape::Line(vec![(1190.0, 268.0), (2000.0, 90.0)], 22.0);
    let hanging = Shape::Outline(vec![
        (1290.0, 262.0),
        (2000.0, 105.0),
        (2000.0, 1500.0),
        (1330.0, 1500.0),
        (1305.0, 900.0),
    ]);
    canvas.shadow(&hanging, (-46.0, 10.0), 60.0, 0.35);
    canvas.paint(&hanging, |at, d| {
        let sway = 20.0 * noise((at.0, at.1 * 0.3), 260.0, seed);
        let fold = ((at.0 + sway + (at.1 - 260.0) * 0.03) / 27.0).sin();
        let weave = 0.03 * (noise(at, 3.0, seed) - 0.5);
        let shade = 0.82 + 0.20 * fold + weave - 0.12 * soft(-30.0, 0.0, d);
        mix(times(cloth, shade), hex(0xffffff), 0.05 * fold.max(0.0))
    });
    canvas.shadow(&rod, (0.0, 18.0), 16.0, 0.3);
    canvas.solid(&rod, 11.0, Material::Metal(hex(0x8a8378)));
}

fn skirting_cupboard(canvas: &mut Canvas) {
    let board = Shape::Slab(-400.0, 1010.0, 760.0, 600.0, 8.0);
    canvas.shadow(&board, (36.0, -10.0), 50.0, 0.35);
    canvas.paint(&board, |at, d| {
        let ring = clouds((at.0 * 0.25, at.1 * 2.2), 40.0, 77);
        times(
            hex(0xa67c52),
            0.82 + 0.3 * ring - 0.18 * soft(-14.0, 0.0, d),
        )
    });
    let top = Shape::Slab(-400.0, 992.0, 790.0, 40.0, 10.0);
    canvas.solid(&top, 14.0, Material::Painted(hex(0xb98d60), 0.2));
}
