import { Injectable } from '@nestjs/common';

import type { LiveSocket } from './live-socket';
import { PresenceFeed } from './presence/presence-feed';
import { ShiftFeed } from './shift-feed';
import { TailFeed } from './tail-feed';
import { TextDesk } from './texts/text-desk';

/** What a console gets because it asked for it. */
@Injectable()
export class AskedFeeds {
  constructor(
    private readonly presence: PresenceFeed,
    private readonly tails: TailFeed,
    private readonly texts: TextDesk,
    private readonly shift: ShiftFeed,
  ) {}

  attach(socket: LiveSocket): void {
    this.presence.attach(socket);
    this.tails.attach(socket);
    this.texts.attach(socket);
    this.shift.attach(socket);
  }
}
