import { randomUUID } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { alertNumberSchema, assigneeSchema, presentAtSchema, type Presence } from '@tocsin/api-contract';
import { MessageBus, type Subscription } from '@tocsin/messaging';
import { z } from 'zod';

import type { LiveSocket } from '../live-socket';
import { LiveSockets } from '../live-sockets';
import { PresenceBoard } from './presence-board';

/** Topic on which every api hears who is where, each time a console says it. */
const PRESENT = 'presence.present';
/** Changes are told together, at most four times a second. */
const PAUSE_MS = 250;
const EXPIRE_EVERY_MS = 1_000;
const factSchema = z.object({
  api: z.uuid(),
  console: z.uuid(),
  person: assigneeSchema,
  alert: alertNumberSchema.nullable(),
});
type Fact = z.infer<typeof factSchema>;
type Answer = (everywhere: Presence) => void;

/** Tells consoles which alerts others have before them, whichever api they are connected to. */
@Injectable()
export class PresenceFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(PresenceFeed.name);
  private readonly api = randomUUID();
  private readonly board = new PresenceBoard();
  private readonly changed = new Set<string>();
  private telling: NodeJS.Timeout | undefined;
  private expiring: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    this.expiring = setInterval(() => this.note(this.board.expire(performance.now())), EXPIRE_EVERY_MS);
    this.bus
      .listen(PRESENT, (fact) => this.hear(fact))
      .then((subscription) => (this.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Who is where is not known of other apis: ${String(error)}`));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.expiring);
    clearTimeout(this.telling);
    await this.subscription?.close();
  }

  attach(socket: LiveSocket): void {
    const console = randomUUID();
    const { accountId, username, displayName } = socket.actor;
    const person = { id: accountId, username, displayName };
    const say = (alert: string | null) => this.say({ api: this.api, console, person, alert });
    socket.hear('presence.here', (wish, answer) => {
      const parsed = presentAtSchema.safeParse(wish);
      if (!parsed.success) return;
      say(parsed.data.alert);
      if (typeof answer === 'function') (answer as Answer)({ places: this.board.places(this.board.alerts) });
    });
    socket.onceClosed(() => say(null));
  }

  /** Others hear it each time: an api that was started meanwhile learns it so. */
  private say(fact: Fact): void {
    this.put(fact);
    this.bus.announce(PRESENT, fact).catch((error: unknown) => this.log.debug(String(error)));
  }

  private hear(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success && parsed.data.api !== this.api) this.put(parsed.data);
  }

  private put({ console, person, alert }: Fact): void {
    this.note(this.board.put(console, { person, alert, now: performance.now() }));
  }

  private note(alerts: readonly string[]): void {
    if (alerts.length === 0) return;
    for (const alert of alerts) this.changed.add(alert);
    this.telling ??= setTimeout(() => this.tell(), PAUSE_MS);
  }

  private tell(): void {
    this.telling = undefined;
    const places = this.board.places(this.changed);
    this.changed.clear();
    this.sockets.send('presence', { places });
  }
}
