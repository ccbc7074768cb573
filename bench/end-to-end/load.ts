import { setTimeout as wait } from 'node:timers/promises';

import { Agent, request } from 'undici';

import { SAMPLE_KINDS } from '../pipeline/sample-lines';

const PER_BODY = 200;
const CONNECTIONS = 8;
/** Bodies made before the measurement; each is sent many times, with another number in it. */
const BODIES = 200;
/** Sent and not yet stored: enough that nobody waits for work, few enough that what is sent is what is stored. */
const MOST_UNDER_WAY = 30_000;
const ASK_EVERY_MS = 250;
const SEQUENCE = 'sequence-000000000000';

interface Target {
  readonly url: string;
  readonly authorization: string;
}

/** Sends as much as the system stores, by a few kept connections. */
export class Load {
  refused = 0;
  private sent = 0;
  private stored = 0;
  private isStopping = false;
  private readonly bodies = sampleBodies();

  constructor(
    private readonly target: Target,
    private readonly storedNow: () => Promise<number>,
  ) {}

  async run(): Promise<void> {
    const dispatcher = new Agent({ connections: CONNECTIONS, pipelining: 1 });
    await Promise.all([this.watch(), ...Array.from({ length: CONNECTIONS }, () => this.sendOn(dispatcher))]);
    await dispatcher.close();
  }

  stop(): void {
    this.isStopping = true;
  }

  sleep(seconds: number): Promise<void> {
    return wait(seconds * 1_000);
  }

  private async watch(): Promise<void> {
    for (; !this.isStopping; await wait(ASK_EVERY_MS)) this.stored = await this.storedNow();
  }

  private async sendOn(dispatcher: Agent): Promise<void> {
    while (!this.isStopping) {
      if (this.sent - this.stored >= MOST_UNDER_WAY) {
        await wait(5);
        continue;
      }
      const body = this.nextBody();
      this.sent += PER_BODY;
      const answer = await request(`${this.target.url}/events`, {
        method: 'POST',
        body,
        dispatcher,
        headers: { 'content-type': 'application/x-ndjson', authorization: this.target.authorization },
      });
      await answer.body.dump();
      if (answer.statusCode < 300) continue;
      this.refused += 1;
      this.sent -= PER_BODY;
      await wait(100);
    }
  }

  /** No two bodies are the same, so none is taken for one that is sent again. */
  private nextBody(): Buffer {
    const count = this.sent / PER_BODY;
    const body = Buffer.from(this.bodies[count % BODIES] ?? Buffer.alloc(0));
    body.write(String(count).padStart(12, '0'), body.indexOf(SEQUENCE) + SEQUENCE.length - 12);
    return body;
  }
}

/** Events of the shippers that speak JSON, in turn. */
function sampleBodies(): Buffer[] {
  const kinds = SAMPLE_KINDS.filter(({ dialect }) => dialect === 'json');
  return Array.from({ length: BODIES }, (_, body) => {
    const lines = Array.from(
      { length: PER_BODY },
      (_, n) => kinds[n % kinds.length]?.line(body * PER_BODY + n) ?? '{}',
    );
    return Buffer.from(`${JSON.stringify({ message: SEQUENCE })}\n${lines.slice(1).join('\n')}\n`);
  });
}
