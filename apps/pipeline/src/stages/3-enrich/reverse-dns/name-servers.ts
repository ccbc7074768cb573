import { getServers } from 'node:dns';

import type { Clock } from '@tocsin/clock';

import { NameServer, type Answer } from './name-server';
import { reverseName } from './private-address';
import type { ReverseDnsOptions } from './reverse-dns.options';

const NOBODY: Answer = { kind: 'away', reason: 'no_server' };

/** The resolvers of one set of options: the first that can be asked is, and when it has trouble the next. */
export class NameServers {
  private readonly servers: readonly NameServer[];

  constructor({ servers, questionMilliseconds }: ReverseDnsOptions, clock: Clock) {
    const addresses = servers.length > 0 ? servers : getServers();
    this.servers = addresses.map((address) => new NameServer(address, questionMilliseconds, clock));
  }

  /** Whether one is not known to be away, so that it makes sense to wait for it. */
  get areWell(): boolean {
    return this.servers.some(({ isWell }) => isWell);
  }

  get mayBeAsked(): boolean {
    return this.servers.some(({ mayBeAsked }) => mayBeAsked);
  }

  /** Addresses of those that are away. */
  get away(): string[] {
    return this.servers.filter(({ isWell }) => !isWell).map(({ address }) => address);
  }

  /** Never rejects. */
  async ask(address: string): Promise<Answer> {
    const name = reverseName(address);
    let answer = NOBODY;
    for (const server of this.servers) {
      if (!server.mayBeAsked) continue;
      answer = await server.ask(name);
      if (answer.kind === 'name' || answer.kind === 'none') break;
    }
    return answer;
  }

  close(): void {
    for (const server of this.servers) server.close();
  }
}
