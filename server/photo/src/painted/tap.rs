//! A chrome tap that drips into a wash basin, tiles behind it.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise};
use super::light::{Colour, Material, hex, mix, soft};
use super::shape::{Shape, curve};
use super::surface::{Tiling, drop};

const CERAMIC: Colour = hex(0xf4f5f3);

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let glaze = dice.pick(&[hex(0x9fc3c6), hex(0xdfe3dd), hex(0xc9b8a0), hex(0xa9bcd0)]);
    let joint = hex(0xe2dfd8);
    let start = (dice.between(-300.0, -150.0), -140.0);
    Tiling {
        size: (250.0, 250.0),
        start,
        glaze,
        joint,
    }
    .draw(canvas, dice);
    basin(canvas);
    limescale(canvas, dice);
    mixer(canvas);
    let fallen = dice.between(720.0, 850.0);
    drop(canvas, (985.0, 628.0), 15.0);
    drop(canvas, (985.0, fallen), 17.0);
    ripples(canvas);
}

fn basin(canvas: &mut Canvas) {
    let rim = Shape::Oval(800.0, 930.0, 880.0, 330.0);
    canvas.shadow(&rim, (0.0, -26.0), 70.0, 0.28);
    canvas.solid(&rim, 60.0, Material::Painted(CERAMIC, 0.3));
    let deck = Shape::Slab(270.0, 640.0, 1060.0, 150.0, 60.0);
    canvas.solid(&deck, 34.0, Material::Painted(CERAMIC, 0.2));
    let bowl = Shape::Oval(800.0, 985.0, 700.0, 236.0);
    canvas.paint(&bowl, |at, d| {
        let depth = soft(0.0, -190.0, d);
        let across = 0.08 * soft(200.0, 1400.0, at.0);
        let wall = mix(hex(0xb9bfc0), hex(0xeceeed), soft(850.0, 1190.0, at.1));
        let tone = mix(wall, hex(0xdde1e1), depth);
        tone.map(|c| c - across * 0.5 - 0.12 * soft(-16.0, 0.0, d) * soft(1000.0, 800.0, at.1))
    });
    let drain = Shape::Oval(880.0, 1062.0, 78.0, 30.0);
    canvas.solid(&drain, 18.0, Material::Chrome);
    canvas.fill(&Shape::Oval(880.0, 1062.0, 50.0, 18.0), hex(0x23272a));
    for x in [856.0, 880.0, 904.0] {
        canvas.fill(
            &Shape::Line(vec![(x, 1048.0), (x, 1076.0)], 6.0),
            hex(0xa9afb3),
        );
    }
}

fn limescale(canvas: &mut Canvas, dice: &mut Dice) {
    let seed = dice.seed();
    let trail = Shape::Line(
        curve(
            (984.0, 800.0),
            (990.0, 900.0),
            (950.0, 980.0),
            (900.0, 1046.0),
        ),
        46.0,
    );
    canvas.stain(&trail, 40.0, hex(0xc9a86e), |at, d| {
        let d = d + (noise(at, 34.0, seed) - 0.5) * 40.0;
        0.62 * soft(14.0, -20.0, d)
    });
    let crust = Shape::Oval(640.0, 708.0, 150.0, 34.0);
    canvas.stain(&crust, 60.0, hex(0xd3c29a), |at, d| {
        0.55 * soft(20.0, -10.0, d + (clouds(at, 40.0, seed) - 0.5) * 60.0)
    });
}

fn mixer(canvas: &mut Canvas) {
    let foot = Shape::Oval(640.0, 700.0, 108.0, 32.0);
    canvas.shadow(&foot, (26.0, 14.0), 30.0, 0.45);
    canvas.solid(&foot, 26.0, Material::Chrome);
    let spout = Shape::Line(
        curve(
            (650.0, 480.0),
            (780.0, 396.0),
            (960.0, 420.0),
            (985.0, 560.0),
        ),
        82.0,
    );
    canvas.shadow(&spout, (40.0, 40.0), 50.0, 0.32);
    let column = Shape::Slab(566.0, 396.0, 148.0, 308.0, 44.0);
    canvas.shadow(&column, (36.0, 20.0), 40.0, 0.4);
    canvas.solid(&spout, 41.0, Material::Chrome);
    // An upright cylinder mirrors the room sideways: window, wall, window.
    canvas.paint(&column, |at, d| {
        let across = (at.0 - 640.0) / 74.0;
        let bands = -0.15 - 0.75 * (across * 3.4 + 1.0).sin();
        let rim = 0.35 * soft(-14.0, 0.0, d);
        Material::Chrome
            .lit(0.0, bands.clamp(-0.95, 0.95))
            .map(|c| c - rim)
    });
    let mouth = Shape::Slab(936.0, 556.0, 98.0, 44.0, 12.0);
    canvas.solid(&mouth, 24.0, Material::Chrome);
    canvas.fill(&Shape::Oval(985.0, 600.0, 40.0, 8.0), hex(0x2c3134));
    let cap = Shape::Slab(574.0, 332.0, 132.0, 84.0, 40.0);
    canvas.shadow(&cap, (8.0, 16.0), 12.0, 0.4);
    canvas.solid(&cap, 44.0, Material::Chrome);
    let lever = Shape::Line(vec![(640.0, 346.0), (520.0, 238.0), (452.0, 206.0)], 52.0);
    canvas.shadow(&lever, (24.0, 34.0), 30.0, 0.3);
    canvas.solid(&lever, 26.0, Material::Chrome);
    canvas.fill(&Shape::disc(622.0, 374.0, 8.0), hex(0xc23b30));
    canvas.fill(&Shape::disc(650.0, 374.0, 8.0), hex(0x2c62b0));
}

fn ripples(canvas: &mut Canvas) {
    let water = Shape::Oval(975.0, 1010.0, 190.0, 44.0);
    canvas.veil(&water, 0.0, hex(0xffffff), |_, d| {
        let ring = ((d + 44.0) / 6.5).sin();
        0.3 * soft(0.35, 0.95, ring) * soft(0.0, -18.0, d)
    });
    canvas.stain(&water, 0.0, hex(0x8fa5ad), |_, d| {
        let ring = ((d + 40.0) / 6.5).sin();
        0.3 * soft(0.3, 0.95, ring) * soft(0.0, -18.0, d)
    });
}
