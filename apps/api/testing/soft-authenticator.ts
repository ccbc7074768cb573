import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** What a test may make it do wrong. */
export interface Wrongs {
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
  readonly isVerified?: boolean;
  readonly challenge?: string;
}

interface Options {
  readonly challenge: string;
}

const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** A passkey in software: signs what a browser would let it sign, and whatever else a spec wants. */
export class SoftAuthenticator {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly id = randomBytes(32);
  private counter = 0;

  constructor(private readonly site: { readonly id: string; readonly origin: string }) {}

  register(options: Options, wrongs: Wrongs = {}): object {
    const length = Buffer.from([0, this.id.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, this.coseKey()]);
    const authData = Buffer.concat([this.data(HAS_CREDENTIAL, wrongs), credential]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
      ...[text('authData'), bytes(authData)],
    ]);
    const clientDataJSON = this.clientData('webauthn.create', options, wrongs);
    return this.credential({ clientDataJSON: b64(clientDataJSON), attestationObject: b64(attestation) });
  }

  use(options: Options, wrongs: Wrongs = {}): object {
    this.counter += 1;
    const data = this.data(0, wrongs);
    const clientDataJSON = this.clientData('webauthn.get', options, wrongs);
    const signature = sign('sha256', Buffer.concat([data, sha256(clientDataJSON)]), this.keys.privateKey);
    return this.credential({
      clientDataJSON: b64(clientDataJSON),
      authenticatorData: b64(data),
      signature: b64(signature),
    });
  }

  private credential(response: object): object {
    const id = b64(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private clientData(type: string, { challenge }: Options, wrongs: Wrongs): string {
    const { origin = this.site.origin } = wrongs;
    return JSON.stringify({ type, challenge: wrongs.challenge ?? challenge, origin, crossOrigin: false });
  }

  private data(flags: number, { rpId = this.site.id, counter = this.counter, isVerified = true }: Wrongs): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags | USER_PRESENT | (isVerified ? USER_VERIFIED : 0)]), count]);
  }

  /** ES256: `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`. */
  private coseKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinate = (label: number, value: string) => [Buffer.from([label]), bytes(Buffer.from(value, 'base64url'))];
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
    return Buffer.concat([head, ...coordinate(0x21, x), ...coordinate(0x22, y)]);
  }
}

/** CBOR of short texts, and of bytes up to 64 KiB. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const head = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}
