import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

import { TooBusyToHash } from './errors';

/** What one hash costs; stands in the hash itself, so old hashes still verify after a change. */
export interface HashCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** RFC 9106, second recommendation, in one lane: 64 MiB and about 150 ms. */
const DEFAULT_COST: HashCost = { memoryKiB: 65_536, passes: 3 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** Hashes at once and waiting: bounds memory (2 × 64 MiB) and leaves threads to the rest of the process. */
const MAX_RUNNING = 2;
const MAX_WAITING = 50;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{8,64})\$([A-Za-z0-9+/]{16,128})$/;

/** Hashes passwords with argon2id, as PHC strings. */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly cost: HashCost = DEFAULT_COST) {}

  /** @throws {TooBusyToHash} when too many wait already. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const tag = await this.derive(password, salt, this.cost, TAG_BYTES);
    return `$argon2id$v=19$m=${this.cost.memoryKiB},t=${this.cost.passes},p=1$${base64(salt)}$${base64(tag)}`;
  }

  /**
   * @throws {TooBusyToHash} when too many wait already.
   * @throws {Error} when the stored hash is not one of ours; the message does not contain it.
   */
  async verify(hash: string, password: string): Promise<boolean> {
    const [, memory, passes, salt, tag] = PHC.exec(hash) ?? [];
    if (salt === undefined || tag === undefined)
      throw new Error('A stored password hash is damaged. Set a new password.');
    const expected = Buffer.from(tag, 'base64');
    const cost = { memoryKiB: Number(memory), passes: Number(passes) };
    return timingSafeEqual(expected, await this.derive(password, Buffer.from(salt, 'base64'), cost, expected.length));
  }

  private async derive(password: string, salt: Buffer, cost: HashCost, length: number): Promise<Buffer> {
    await this.enter();
    try {
      return await argon2id(password, salt, cost, length);
    } finally {
      this.leave();
    }
  }

  private enter(): Promise<void> {
    if (this.running < MAX_RUNNING) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new TooBusyToHash());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place to the next in line, so that nobody overtakes. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}

function argon2id(password: string, salt: Buffer, cost: HashCost, length: number): Promise<Buffer> {
  const parameters = {
    // One person's keyboard may compose a letter another one's decomposes.
    message: password.normalize('NFC'),
    nonce: salt,
    parallelism: 1,
    tagLength: length,
    memory: cost.memoryKiB,
    passes: cost.passes,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

/** PHC strings leave the padding out. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
