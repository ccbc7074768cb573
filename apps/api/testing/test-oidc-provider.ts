import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the provider says of somebody, by the name they type. */
export type OidcPeople = Readonly<Record<string, object>>;

export interface OidcClient {
  readonly client_id: string;
  readonly client_secret: string;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
}

/** A real OpenID provider on this machine, with a person in front of its pages. */
export class TestOidcProvider {
  private process: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-oidc-'));
  private readonly peopleFile = join(this.folder, 'people.json');

  constructor(
    private readonly port: number,
    private readonly client: OidcClient,
  ) {}

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(people: OidcPeople): Promise<void> {
    this.know(people);
    const told = JSON.stringify({ port: this.port, clients: [this.client], peopleFile: this.peopleFile });
    this.process = fork(join(__dirname, 'oidc-provider.mjs'), [told], { execArgv: [], stdio: 'ignore' });
    await once(this.process, 'message');
  }

  know(people: OidcPeople): void {
    writeFileSync(this.peopleFile, JSON.stringify(people));
  }

  /** Goes through the provider's pages as that person. @returns where it sends the browser back to. */
  async signIn(start: string, name: string): Promise<string> {
    const visit = new Visit(this.issuer);
    let page = await visit.follow(start);
    for (const prompt of ['login', 'consent']) {
      if (page.next !== undefined) break;
      const body = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: name, password: 'any' }) });
      page = await visit.follow(page.url, { method: 'POST', body });
    }
    if (page.next === undefined) throw new Error(`The provider goes on asking at ${page.url}.`);
    return page.next;
  }

  async stop(): Promise<void> {
    if (this.process?.exitCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A browser at the provider: keeps its cookies, and follows it until it leads elsewhere. */
class Visit {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly site: string) {}

  async follow(url: string, init: RequestInit = {}): Promise<{ url: string; next?: string }> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url };
    const next = new URL(location, url).href;
    return next.startsWith(this.site) ? this.follow(next) : { url, next };
  }
}
