//! A picture made smaller by true area averages, row by row, so that nothing but one row is held besides it.

use image::{DynamicImage, RgbImage};

/// Shrinks until the longer side is at most `edge` pixels, never enlarges, and lays transparent parts on white.
pub(super) fn shrink(image: &DynamicImage, edge: u32) -> RgbImage {
    let (width, height) = (image.width(), image.height());
    let (to_width, to_height) = fitted(width, height, edge);
    let mut small = RgbImage::new(to_width, to_height);
    let columns = Columns::new(width, to_width);
    let mut row = vec![0_u8; width as usize * 3];
    let mut narrow = vec![0_u32; to_width as usize * 3];
    let mut sums = vec![0_f32; to_width as usize * 3];
    let area = width as f32 * height as f32;
    let mut target = small.chunks_exact_mut(to_width as usize * 3);
    // Rows are measured in units of 1/to_height of a source row, so all borders are whole numbers.
    let (step, mut border) = (u64::from(to_height), u64::from(height));
    for y in 0..height {
        read_row(image, y, &mut row);
        columns.narrow(&row, &mut narrow);
        let start = u64::from(y) * step;
        let inside = step.min(border - start);
        add(&mut sums, &narrow, inside);
        if start + step >= border {
            if let Some(line) = target.next() {
                for (pixel, sum) in line.iter_mut().zip(&mut sums) {
                    *pixel = (*sum / area + 0.5) as u8;
                    *sum = 0.0;
                }
            }
            border += u64::from(height);
            add(&mut sums, &narrow, step - inside);
        }
    }
    small
}

/// The size that fits into a square of `edge` and keeps the proportions; no side becomes nothing.
fn fitted(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= edge {
        return (width, height);
    }
    let side = |side: u32| {
        let scaled =
            (u64::from(side) * u64::from(edge) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(edge).clamp(1, edge)
    };
    (side(width), side(height))
}

fn add(sums: &mut [f32], narrow: &[u32], weight: u64) {
    let weight = weight as f32;
    for (sum, value) in sums.iter_mut().zip(narrow) {
        *sum += *value as f32 * weight;
    }
}

/// For each source column: its first target column and the shares of this and of the next.
struct Columns {
    shares: Vec<(u32, u32, u32)>,
}

impl Columns {
    fn new(width: u32, to_width: u32) -> Self {
        let share = |x: u32| {
            let start = u64::from(x) * u64::from(to_width);
            let target = start / u64::from(width);
            let inside = u64::from(to_width).min((target + 1) * u64::from(width) - start);
            let rest = u64::from(to_width) - inside;
            (target as u32, inside as u32, rest as u32)
        };
        Self {
            shares: (0..width).map(share).collect(),
        }
    }

    fn narrow(&self, row: &[u8], narrow: &mut [u32]) {
        narrow.fill(0);
        for (pixel, (target, inside, rest)) in row.chunks_exact(3).zip(&self.shares) {
            let at = *target as usize * 3;
            for channel in 0..3 {
                narrow[at + channel] += u32::from(pixel[channel]) * inside;
            }
            if *rest > 0 {
                for channel in 0..3 {
                    narrow[at + 3 + channel] += u32::from(pixel[channel]) * rest;
                }
            }
        }
    }
}

/// Row `y` as eight-bit RGB, whatever the decoder made of the file.
fn read_row(image: &DynamicImage, y: u32, row: &mut [u8]) {
    use DynamicImage::{
        ImageLuma8, ImageLuma16, ImageLumaA8, ImageLumaA16, ImageRgb8, ImageRgb16, ImageRgba8,
        ImageRgba16,
    };
    let width = image.width() as usize;
    let at = y as usize * width;
    match image {
        ImageRgb8(i) => row.copy_from_slice(&i.as_raw()[at * 3..(at + width) * 3]),
        ImageRgba8(i) => fill(row, &i.as_raw()[at * 4..(at + width) * 4], |p: &[u8; 4]| {
            [p[0], p[1], p[2]].map(|c| on_white(c, p[3]))
        }),
        ImageLuma8(i) => fill(row, &i.as_raw()[at..at + width], |p: &[u8; 1]| [p[0]; 3]),
        ImageLumaA8(i) => fill(row, &i.as_raw()[at * 2..(at + width) * 2], |p: &[u8; 2]| {
            [on_white(p[0], p[1]); 3]
        }),
        ImageRgb16(i) => fill(
            row,
            &i.as_raw()[at * 3..(at + width) * 3],
            |p: &[u16; 3]| p.map(high),
        ),
        ImageRgba16(i) => fill(
            row,
            &i.as_raw()[at * 4..(at + width) * 4],
            |p: &[u16; 4]| [p[0], p[1], p[2]].map(|c| on_white(high(c), high(p[3]))),
        ),
        ImageLuma16(i) => fill(row, &i.as_raw()[at..at + width], |p: &[u16; 1]| {
            [high(p[0]); 3]
        }),
        ImageLumaA16(i) => fill(
            row,
            &i.as_raw()[at * 2..(at + width) * 2],
            |p: &[u16; 2]| [on_white(high(p[0]), high(p[1])); 3],
        ),
        // Floating-point pictures come from none of the three formats.
        _ => row.fill(255),
    }
}

fn fill<T, const N: usize>(row: &mut [u8], source: &[T], rgb: impl Fn(&[T; N]) -> [u8; 3]) {
    for (pixel, part) in row.chunks_exact_mut(3).zip(source.as_chunks::<N>().0) {
        pixel.copy_from_slice(&rgb(part));
    }
}

fn on_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

fn high(wide: u16) -> u8 {
    (wide >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Luma, Rgb, Rgba};

    #[test]
    fn a_picture_keeps_its_proportions() {
        for (size, fit) in [
            ((4000, 3000), (2560, 1920)),
            ((3000, 4000), (1920, 2560)),
            ((2560, 10), (2560, 10)),
            ((12_000, 1), (2560, 1)),
            ((1, 12_000), (1, 2560)),
            ((2561, 2561), (2560, 2560)),
        ] {
            assert_eq!(fitted(size.0, size.1, 2560), fit, "{size:?}");
        }
    }

    #[test]
    fn an_average_is_an_average() {
        // Seven columns into two: three and a half each.
        let stripe = RgbImage::from_fn(7, 7, |x, _| {
            if x < 3 {
                Rgb([0, 70, 255])
            } else {
                Rgb([210, 0, 255])
            }
        });
        let small = shrink(&DynamicImage::ImageRgb8(stripe), 2);
        assert_eq!(small.dimensions(), (2, 2));
        assert_eq!(small.get_pixel(0, 1), &Rgb([30, 60, 255]));
        assert_eq!(small.get_pixel(1, 0), &Rgb([210, 0, 255]));
    }

    #[test]
    fn a_picture_within_the_edge_stays_as_it_is() {
        let picture = RgbImage::from_fn(31, 17, |x, y| {
            Rgb([x as u8 * 8, y as u8 * 15, (x * y) as u8])
        });
        assert_eq!(
            shrink(&DynamicImage::ImageRgb8(picture.clone()), 400),
            picture
        );
    }

    #[test]
    fn glass_lies_on_white_and_every_depth_becomes_eight_bits() {
        let glass = image::RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0]));
        assert_eq!(
            shrink(&DynamicImage::ImageRgba8(glass.clone()), 2).get_pixel(0, 0),
            &Rgb([255; 3])
        );
        let deep = DynamicImage::ImageRgba8(glass).into_rgba16();
        assert_eq!(
            shrink(&DynamicImage::ImageRgba16(deep), 2).get_pixel(1, 1),
            &Rgb([255; 3])
        );
        let grey = image::ImageBuffer::from_pixel(3, 3, Luma([0x8000_u16]));
        assert_eq!(
            shrink(&DynamicImage::ImageLuma16(grey), 3).get_pixel(2, 2),
            &Rgb([128; 3])
        );
    }
}
