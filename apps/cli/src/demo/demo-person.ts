import { randomBytes } from 'node:crypto';

/** The colleague in whose name the demonstration does what people do. Nobody knows the password. */
const WHO = { username: 'tove', displayName: 'Tove Demo' };
const LIMIT_MS = 10_000;

/** A session of the public REST API, as a browser has it. */
export class DemoPerson {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  /** Makes the account by the token of a link, as everybody does. @throws when the link is not taken. */
  static async join(url: string, token: string): Promise<DemoPerson> {
    const password = randomBytes(24).toString('base64url');
    const body = JSON.stringify({ ...WHO, password });
    const response = await fetch(`${url}/api/invitations/${token}/accept`, {
      ...{ method: 'POST', headers: headersOf(url), body },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!response.ok) throw new Error(`no account for the demonstration: ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0] ?? '')
      .join('; ');
    return new DemoPerson(url, cookie);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T = unknown>(path: string, body: object): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  /** Ends the session; the account stays as the author of what it wrote. */
  async leave(): Promise<void> {
    await this.send('DELETE', '/api/session');
  }

  /** @throws with the answer when it is no success. */
  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      ...{ method, headers: { ...headersOf(this.url), cookie: this.cookie } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

function headersOf(url: string): Record<string, string> {
  return { 'content-type': 'application/json', origin: new URL(url).origin };
}
