const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NOTHING: Buffer = Buffer.alloc(0);

/** Takes the UTF-8 byte order mark off the front of a body, also when it arrives byte by byte. */
export class ByteOrderMark {
  private front = NOTHING;
  private isDecided = false;

  /** The bytes to go on with; empty until it is clear whether they are a mark. */
  strip(chunk: Buffer): Buffer {
    if (this.isDecided) return chunk;
    const bytes = this.front.length > 0 ? Buffer.concat([this.front, chunk]) : chunk;
    if (bytes.length < MARK.length && MARK.subarray(0, bytes.length).equals(bytes)) {
      this.front = bytes;
      return NOTHING;
    }
    this.isDecided = true;
    return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;
  }

  /** What is left of a body that ended before it was clear. */
  end(): Buffer {
    return this.isDecided ? NOTHING : this.front;
  }
}

/** A whole body without its mark. */
export function withoutMark(body: Buffer): Buffer {
  return body.subarray(0, MARK.length).equals(MARK) ? body.subarray(MARK.length) : body;
}
