import { withAccess } from '../access';
import type { DemoEvent } from './scenes';

const LIMIT_MS = 5_000;
const SOURCES = {
  'demo-web': 'Web servers, made by up --demo',
  'demo-vpn': 'Remote access, made by up --demo',
  'demo-mail': 'Mail server, made by up --demo',
  'demo-servers': 'Everything else, made by up --demo',
} as const;

type Source = keyof typeof SOURCES;

/** The front door, with a key for each source of the small company. */
export class DemoSources {
  private constructor(
    private readonly url: string,
    private readonly keys: ReadonlyMap<Source, string>,
  ) {}

  static async open(url: string, databaseUrl: string): Promise<DemoSources> {
    const keys = await withAccess(databaseUrl, async (access) => {
      const made = new Map<Source, string>();
      for (const [name, description] of Object.entries(SOURCES)) {
        const { id, secret } = await access.keys.create(name, { description });
        made.set(name as Source, `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}`);
      }
      return made;
    });
    return new DemoSources(`${url}/events`, keys);
  }

  /** Each event by the source of its host. @throws when some are not taken. */
  async send(events: readonly DemoEvent[]): Promise<void> {
    for (const source of this.keys.keys()) {
      const own = events.filter((event) => sourceOf(event) === source);
      if (own.length > 0)
        await this.sendLines(
          source,
          own.map((event) => JSON.stringify(event)),
        );
    }
  }

  /** Lines as they are, events or not. */
  async sendLines(source: Source, lines: readonly string[]): Promise<void> {
    const response = await fetch(this.url, {
      ...{ method: 'POST', body: lines.join('\n') },
      headers: { authorization: this.keys.get(source) ?? '', 'content-type': 'application/x-ndjson' },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`answer ${response.status}`);
  }
}

function sourceOf(event: DemoEvent): Source {
  const host = String(event['hostname']);
  if (host.startsWith('web-')) return 'demo-web';
  if (host.startsWith('vpn-')) return 'demo-vpn';
  return host.startsWith('mail-') ? 'demo-mail' : 'demo-servers';
}
