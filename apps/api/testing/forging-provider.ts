import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'own' };

/** A provider that answers every code with an ID token the spec makes up, signed by its own key or by another one. */
export class ForgingProvider {
  readonly own = keyPair();
  readonly other = keyPair();
  /** Made for the nonce of the request. */
  token = (_nonce: string): string => '';
  private readonly server: Server = createServer((request, response) => {
    const answer = this.answers()[new URL(request.url ?? '/', this.issuer).pathname];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  nonce = '';

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  sign(claims: object, key: KeyObject = this.own.privateKey): string {
    const body = [HEADER, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answers(): Record<string, object | undefined> {
    const { issuer } = this;
    return {
      '/.well-known/openid-configuration': {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      },
      '/jwks': { keys: [{ ...this.own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] },
      '/token': { access_token: 'a', token_type: 'Bearer', id_token: this.token(this.nonce) },
    };
  }
}

function keyPair() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
