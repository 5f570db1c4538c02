// Pictures for the stories, drawn here: honest photos, one that is too large, and one that explodes when opened.
import { crc32, deflateSync } from "node:zlib";

export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A small photo in one colour. */
export function photo(name: string, [red, green, blue]: [number, number, number] = [166, 61, 35]): Upload {
  const width = 320;
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, Buffer.of(red, green, blue))]);
  const rows = Buffer.concat(Array.from({ length: 240 }, () => row));
  return { name, mimeType: "image/png", buffer: png(width, 240, 8, 2, rows) };
}

/** A true picture of more than 11 MB: noise cannot be packed. */
export function tooLarge(): Upload {
  return noise("sehr-gross.png", 2000);
}

/** A picture of noise, about three bytes a point: 3 MB unless said otherwise. */
export function noise(name: string, side = 1000): Upload {
  const rows = Buffer.alloc((1 + side * 3) * side);
  let seed = 1;
  for (let at = 0; at < rows.length; at++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    rows[at] = at % (1 + side * 3) === 0 ? 0 : seed >>> 24;
  }
  return { name, mimeType: "image/png", buffer: png(side, side, 8, 2, rows) };
}

/** A few kilobytes that unpack to 30,000 by 30,000 points. */
export function bomb(): Upload {
  const side = 30_000;
  return { name: "bombe.png", mimeType: "image/png", buffer: png(side, side, 1, 0, Buffer.alloc(side * (1 + side / 8))) };
}

/** Text that calls itself a photo. */
export function text(): Upload {
  return { name: "text.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Das ist kein Foto.\n".repeat(50)) };
}

function png(width: number, height: number, depth: number, colour: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
