import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { hereOnShiftSchema } from '@tocsin/api-contract';

import { ShiftChanges } from '../features/shift/shift-changes';
import { crewFor, ShiftCrew, type Crew } from '../features/shift/shift-crew';
import { ShiftDesk } from '../features/shift/shift-desk';
import type { LiveSocket } from './live-socket';
import { LiveSockets } from './live-sockets';

/** Facts may be missed, and sessions end without one: so it also looks by itself. */
const LOOK_EVERY_MS = 3_000;

/** Tells open consoles who is on shift and where, each as they may know it, and hears where people are. */
@Injectable()
export class ShiftFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ShiftFeed.name);
  private looking: NodeJS.Timeout | undefined;
  private lastTold = '';

  constructor(
    private readonly changes: ShiftChanges,
    private readonly crew: ShiftCrew,
    private readonly desk: ShiftDesk,
    private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    this.changes.listen(() => void this.tell());
    this.looking = setInterval(() => void this.tell(), LOOK_EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.looking);
  }

  attach(socket: LiveSocket): void {
    socket.hear('shift.here', (wish) => void this.here(socket, wish));
  }

  private async here({ actor }: LiveSocket, wish: unknown): Promise<void> {
    const parsed = hereOnShiftSchema.safeParse(wish);
    if (!parsed.success) return;
    try {
      await this.desk.here(actor, parsed.data);
    } catch (error) {
      // They say it again within a minute.
      this.log.debug(`It could not be kept where somebody is: ${String(error)}`);
    }
  }

  private async tell(): Promise<void> {
    if (this.sockets.isEmpty) return;
    try {
      const crew = await this.crew.load();
      const content = contentOf(crew);
      if (content === this.lastTold) return;
      this.lastTold = content;
      this.sockets.sendEach('shift', (actor) => [crewFor(crew, actor)]);
    } catch (error) {
      this.log.debug(`Who is on shift could not be told: ${String(error)}`);
    }
  }
}

/** Who may know of a place changes with the incident, not with the shift, and is part of it. */
function contentOf(crew: Crew): string {
  return JSON.stringify(crew);
}
