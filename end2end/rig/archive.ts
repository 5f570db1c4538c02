// Reads a ZIP file whose entries are stored as they are.

/** The entries of a ZIP file by name. */
export function unzip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  const entries = new Map<string, Buffer>();
  for (let entry = 0; entry < count; entry++) {
    const bytes = file.readUInt32LE(at + 20);
    const name = file.subarray(at + 46, at + 46 + file.readUInt16LE(at + 28)).toString("utf8");
    const begin = file.readUInt32LE(at + 42);
    const content = begin + 30 + file.readUInt16LE(begin + 26) + file.readUInt16LE(begin + 28);
    entries.set(name, file.subarray(content, content + bytes));
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}
