/** Reads a stream by lines and by pieces. It holds the piece that arrived last, and a line that is not yet complete. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Whatever has arrived, at most so many bytes; undefined at the end. */
  async some(most: number): Promise<Uint8Array | undefined> {
    if (this.#held.length === 0 && !(await this.#more())) return undefined;
    const piece = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(piece.length);
    return piece;
  }

  /** A line without its CRLF, in Latin-1; undefined when the stream ends before it, or it is longer than that. */
  async line(most: number): Promise<string | undefined> {
    let searched = 0;
    for (;;) {
      const end = this.#held.indexOf(LINE_FEED, searched);
      if (end !== -1) {
        const line = Buffer.from(this.#held.buffer, this.#held.byteOffset, end).toString('latin1');
        this.#held = this.#held.subarray(end + 1);
        return line.endsWith('\r') ? line.slice(0, -1) : line;
      }
      searched = this.#held.length;
      if (searched > most || !(await this.#more())) return undefined;
    }
  }

  /** Reads to the end and throws it away. */
  async end(): Promise<void> {
    while ((await this.some(Number.MAX_SAFE_INTEGER)) !== undefined);
  }

  /** Tells the source that nobody will read on. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#source.next();
      if (done === true) return false;
      if (value.length === 0) continue;
      this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
      return true;
    }
  }
}

const LINE_FEED = 10;
