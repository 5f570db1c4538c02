//! Pictures made in code: good ones, lying ones and bombs.

use std::io::{Cursor, Write};

use flate2::{Compression, write::ZlibEncoder};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

pub const RED: Rgb<u8> = Rgb([220, 20, 20]);
pub const GREEN: Rgb<u8> = Rgb([20, 200, 20]);
pub const BLUE: Rgb<u8> = Rgb([20, 20, 220]);
pub const WHITE: Rgb<u8> = Rgb([250, 250, 250]);

/// Four quarters: red and green above, blue and white below.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        }
    })
}

/// A picture as JPEG without any metadata.
pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95)
        .encode_image(picture)
        .unwrap();
    bytes
}

/// A picture as PNG, with its transparency.
pub fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    bytes
}

/// A picture as lossless WebP.
pub fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .encode(
            picture,
            picture.width(),
            picture.height(),
            image::ExtendedColorType::Rgb8,
        )
        .unwrap();
    bytes
}

/// The JPEG with one more segment right after its start.
pub fn with_segment(jpeg: &[u8], marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, data, &jpeg[2..]].concat()
}

/// An EXIF block with orientation, the place, and a picture inside the picture.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    block.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    block.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x26, 0, 0, 0]);
    block.extend(b"\0\0\0\0GPS 52.5200 N 13.4050 E Seriennummer 4711 ");
    block.extend(jpeg(&quarters(16, 16)));
    block
}

/// A grey JPEG of any size, a few kilobytes: every block is coded in two bits, every further scan in almost none.
pub fn grey_jpeg(width: u16, height: u16, progressive: bool, scans: u32) -> Vec<u8> {
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    let mut file = vec![0xFF, 0xD8];
    let mut quantities = vec![0];
    quantities.extend([1; 64]);
    segment(&mut file, 0xDB, &quantities);
    let [h1, h0] = height.to_be_bytes();
    let [w1, w0] = width.to_be_bytes();
    let frame = [8, h1, h0, w1, w0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
    segment(&mut file, if progressive { 0xC2 } else { 0xC0 }, &frame);
    // One code of one bit each: "no change" for brightness, "rest of the block (or of 16 384 blocks) is empty" else.
    let one_code = |class: u8, symbol: u8| [&[class, 1][..], &[0; 15], &[symbol]].concat();
    segment(&mut file, 0xC4, &one_code(0x00, 0));
    segment(
        &mut file,
        0xC4,
        &one_code(0x10, if progressive { 0xE0 } else { 0 }),
    );
    let all = [3, 1, 0, 2, 0, 3, 0, 0, if progressive { 0 } else { 63 }, 0];
    segment(&mut file, 0xDA, &all);
    let bits = blocks * 3 * if progressive { 1 } else { 2 };
    file.resize(file.len() + bits.div_ceil(8), 0);
    for _ in 1..scans {
        segment(&mut file, 0xDA, &[1, 1, 0, 1, 63, 0]);
        file.resize(file.len() + (blocks.div_ceil(16_384) * 15).div_ceil(8), 0);
    }
    file.extend([0xFF, 0xD9]);
    file
}

fn segment(file: &mut Vec<u8>, marker: u8, data: &[u8]) {
    file.extend([0xFF, marker]);
    file.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
    file.extend(data);
}

/// A black PNG of any size and kind whose rows are all there; `bits` per pixel in all.
pub fn black_png(width: u32, height: u32, depth: u8, colour: u8, bits: u64) -> Vec<u8> {
    let row = vec![0; (u64::from(width) * bits).div_ceil(8) as usize + 1];
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..height {
        pixels.write_all(&row).unwrap();
    }
    let pixels = pixels.finish().unwrap();
    png_of(&[
        (b"IHDR", &png_head(width, height, depth, colour)),
        (b"IDAT", &pixels),
        (b"IEND", &[]),
    ])
}

/// The head of a PNG; colour 0 grey, 2 RGB, 6 RGB with alpha.
pub fn png_head(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[depth, colour, 0, 0, 0],
    ]
    .concat()
}

/// A PNG of these chunks, with right checksums.
pub fn png_of(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in chunks {
        let mut crc = flate2::Crc::new();
        crc.update(*kind);
        crc.update(data);
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        file.extend(*kind);
        file.extend(*data);
        file.extend(crc.sum().to_be_bytes());
    }
    file
}

/// A small good PNG that also carries these chunks before its pixels.
pub fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let good = black_png(64, 48, 8, 2, 24);
    let head = png_head(64, 48, 8, 2);
    let start = 8 + 12 + head.len();
    let extra = &png_of(&[(kind, data)])[8..];
    [&good[..start], extra, &good[start..]].concat()
}

/// `mib` MiB of zeros behind a keyword, compressed: what a text or profile chunk may hide.
pub fn packed_zeros(mib: usize) -> Vec<u8> {
    let mut zeros = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..mib {
        zeros.write_all(&vec![0; 1024 * 1024]).unwrap();
    }
    [b"Comment\0\0".as_slice(), &zeros.finish().unwrap()].concat()
}

/// A WebP of these chunks.
pub fn webp_of(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        body.extend(*data);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [
        b"RIFF".as_slice(),
        &u32::try_from(body.len()).unwrap().to_le_bytes(),
        &body,
    ]
    .concat()
}

/// The chunk that names the canvas of an extended WebP.
pub fn webp_canvas(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let [w, h] = [width - 1, height - 1].map(u32::to_le_bytes);
    [&[flags, 0, 0, 0], &w[..3], &h[..3]].concat()
}

/// The start of a lossy picture that claims this size.
pub fn vp8_head(width: u16, height: u16) -> Vec<u8> {
    [
        &[0x10, 0, 0, 0x9D, 1, 0x2A][..],
        &width.to_le_bytes(),
        &height.to_le_bytes(),
        &[0; 64],
    ]
    .concat()
}
