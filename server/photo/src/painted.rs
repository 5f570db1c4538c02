//! Believable photos of damage for the demo company, drawn in code: no real flat, no real person, no file to ship.

mod canvas;
mod chance;
mod letterbox;
mod lift;
mod light;
mod mould;
mod pipe;
mod radiator;
mod shape;
mod stairwell;
mod surface;
mod tap;
mod tiles;

use canvas::Canvas;
use chance::Dice;

/// What a demo photo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhotoKind {
    /// A radiator that leaks: rust at its foot, a stain on the wall, a puddle on the floor.
    Radiator,
    /// A tap that drips into a wash basin.
    Tap,
    /// Wall tiles with a crack and a piece broken out.
    Tiles,
    /// Mould in the corner of a room, under the ceiling.
    Mould,
    /// A dark stairwell with a broken lamp.
    Stairwell,
    /// A lift with a note on its door.
    Lift,
    /// A pipe that leaks at its joint, over a bucket.
    Pipe,
    /// Letter boxes, one bent open.
    LetterBox,
}

impl PhotoKind {
    /// Every kind, for galleries and tests.
    pub const ALL: [Self; 8] = [
        Self::Radiator,
        Self::Tap,
        Self::Tiles,
        Self::Mould,
        Self::Stairwell,
        Self::Lift,
        Self::Pipe,
        Self::LetterBox,
    ];
}

/// Draws a JPEG of 1600 x 1200 pixels; the same kind and seed give the same bytes. Takes some tenths of a second.
pub fn draw(kind: PhotoKind, seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed ^ ((kind as u64 + 1) << 32));
    let mut canvas = Canvas::held_by_hand(&mut dice);
    match kind {
        PhotoKind::Radiator => radiator::draw(&mut canvas, &mut dice),
        PhotoKind::Tap => tap::draw(&mut canvas, &mut dice),
        PhotoKind::Tiles => tiles::draw(&mut canvas, &mut dice),
        PhotoKind::Mould => mould::draw(&mut canvas, &mut dice),
        PhotoKind::Stairwell => stairwell::draw(&mut canvas, &mut dice),
        PhotoKind::Lift => lift::draw(&mut canvas, &mut dice),
        PhotoKind::Pipe => pipe::draw(&mut canvas, &mut dice),
        PhotoKind::LetterBox => letterbox::draw(&mut canvas, &mut dice),
    }
    canvas.develop(&mut dice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_a_photo_of_its_own_and_stays_the_same() {
        let drawn = PhotoKind::ALL.map(|kind| draw(kind, 7));
        for (i, photo) in drawn.iter().enumerate() {
            let picture =
                image::load_from_memory_with_format(photo, image::ImageFormat::Jpeg).unwrap();
            assert_eq!((picture.width(), picture.height()), (1600, 1200));
            assert!(photo.len() < 1_000_000, "{} bytes", photo.len());
            assert!(!drawn[..i].contains(photo));
        }
        assert_eq!(draw(PhotoKind::Tap, 7), drawn[1]);
        assert_ne!(draw(PhotoKind::Tap, 8), drawn[1]);
    }
}
