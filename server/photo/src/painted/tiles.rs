//! Wall tiles with a crack across them and a piece broken out.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise, speck};
use super::light::{Material, hex, mix, soft, times};
use super::shape::{Point, Shape};
use super::surface::Tiling;

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let glaze = dice.pick(&[hex(0xe9e7e0), hex(0xb7cbbf), hex(0xd9c7a9), hex(0xaebfcc)]);
    let start = (dice.between(-120.0, -40.0), dice.between(-150.0, -60.0));
    let joint = hex(0xb9b3a8);
    Tiling {
        size: (306.0, 306.0),
        start,
        glaze,
        joint,
    }
    .draw(canvas, dice);
    let heart = (dice.between(700.0, 860.0), dice.between(520.0, 640.0));
    for (angle, length) in [
        (-2.7, 620.0),
        (-1.1, 470.0),
        (0.35, 760.0),
        (1.9, 430.0),
        (2.75, 340.0),
    ] {
        let angle = angle + dice.between(-0.2, 0.2);
        crack(canvas, dice, heart, angle, length, 7.0);
    }
    hole(canvas, dice, heart);
    bath_rim(canvas);
}

/// A crack that wanders, gets thinner, and splits once.
fn crack(canvas: &mut Canvas, dice: &mut Dice, from: Point, angle: f32, length: f32, width: f32) {
    let (mut at, mut turned, mut gone) = (from, angle, 0.0);
    while gone < length {
        let step = dice.between(26.0, 60.0);
        turned = angle + dice.between(-0.5, 0.5);
        let next = (at.0 + step * turned.cos(), at.1 + step * turned.sin());
        let thin = width * (1.0 - 0.8 * gone / length) + 0.8;
        let edge = Shape::Line(
            vec![(at.0 + 2.0, at.1 + 2.5), (next.0 + 2.0, next.1 + 2.5)],
            thin,
        );
        canvas.fill(&edge, hex(0xfbfaf6));
        canvas.fill(&Shape::Line(vec![at, next], thin), hex(0x3a352f));
        (at, gone) = (next, gone + step);
    }
    if width > 4.0 {
        let fork = (
            from.0 + (at.0 - from.0) * 0.45,
            from.1 + (at.1 - from.1) * 0.45,
        );
        let away = turned + dice.pick(&[-0.8, 0.8]);
        crack(canvas, dice, fork, away, length * 0.35, 3.2);
    }
}

/// Where a shard fell out the mortar shows, with the strokes of the trowel.
fn hole(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    let seed = dice.seed();
    let corners = 9;
    let outline: Vec<Point> = (0..corners)
        .map(|i| {
            let angle = std::f32::consts::TAU * i as f32 / corners as f32;
            let reach = dice.between(75.0, 165.0);
            (x + reach * 1.25 * angle.cos(), y + reach * angle.sin())
        })
        .collect();
    let gap = Shape::Outline(outline);
    let light: Shape = shifted(&gap, 5.0, 6.0);
    canvas.fill(&light, hex(0xf6f3ec));
    canvas.paint(&gap, |at, d| {
        let stroke = ((at.0 * 0.5 + at.1 * 0.9) / 26.0 + 2.0 * noise(at, 90.0, seed)).sin();
        let rough = 0.72 + 0.10 * stroke + 0.34 * (clouds(at, 60.0, seed) - 0.4);
        let sand = 0.12 * (speck(at.0 as i32, at.1 as i32, seed) - 0.5);
        let mortar = times(hex(0xa59a8a), rough + sand);
        // The broken edge of the tile is raw clay; above and left it throws a shadow.
        let clay = mix(mortar, hex(0xb98a6a), soft(-12.0, -9.0, d));
        mix(clay, hex(0x2f2923), 0.5 * soft(-12.0, -2.0, d))
    });
    let shade = shifted(&gap, -14.0, -16.0);
    canvas.stain(&gap, 0.0, hex(0x5a5148), |at, d| {
        soft(-10.0, 14.0, shade.distance((at.0 - 28.0, at.1 - 32.0))) * soft(0.0, -4.0, d) * 0.75
    });
}

fn shifted(shape: &Shape, dx: f32, dy: f32) -> Shape {
    match shape {
        Shape::Outline(points) => {
            Shape::Outline(points.iter().map(|p| (p.0 + dx, p.1 + dy)).collect())
        }
        other => other.clone(),
    }
}

fn bath_rim(canvas: &mut Canvas) {
    let seal = Shape::Slab(-400.0, 1080.0, 2400.0, 24.0, 8.0);
    let rim = Shape::Slab(-400.0, 1096.0, 2400.0, 400.0, 30.0);
    canvas.shadow(&rim, (0.0, -16.0), 26.0, 0.3);
    canvas.solid(&seal, 12.0, Material::Painted(hex(0xdedbd2), 0.3));
    canvas.solid(&rim, 46.0, Material::Painted(hex(0xf7f7f5), 0.6));
    // Shards that fell onto the rim of the bath.
    for (x, y, size) in [
        (700.0, 1140.0, 34.0),
        (770.0, 1165.0, 20.0),
        (880.0, 1136.0, 26.0),
    ] {
        let shard = Shape::Outline(vec![
            (x - size, y + 6.0),
            (x - size * 0.2, y - size * 0.5),
            (x + size, y - 4.0),
            (x + size * 0.3, y + size * 0.45),
        ]);
        canvas.shadow(&shard, (7.0, 9.0), 8.0, 0.4);
        canvas.solid(&shard, 5.0, Material::Painted(hex(0xe4e0d6), 0.2));
    }
}
