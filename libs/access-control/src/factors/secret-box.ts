import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

import { NoSecretKey, OtherSecretKey } from './errors';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets in the database unreadable without the key of the installation. */
export class SecretBox {
  private readonly key: Buffer | undefined;

  constructor(secretKey: string | undefined) {
    this.key = secretKey === undefined ? undefined : derive(secretKey);
  }

  /**
   * @param owner whose secret it is; it opens for nobody else.
   * @throws {NoSecretKey}
   */
  seal(secret: string, owner: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.needKey(), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /**
   * @throws {NoSecretKey}
   * @throws {OtherSecretKey} when it was sealed with another key, for somebody else, or was changed.
   */
  open(sealed: Buffer, owner: string): string {
    const key = this.needKey();
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(owner))
        .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new OtherSecretKey();
    }
  }

  private needKey(): Buffer {
    if (this.key === undefined) throw new NoSecretKey();
    return this.key;
  }
}

function derive(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'tocsin second factors', KEY_BYTES));
}
