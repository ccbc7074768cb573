import { Injectable } from '@nestjs/common';

/** Tells those who keep something open for a session that it ended here. Sessions that end elsewhere are found by asking. */
@Injectable()
export class EndedSessions {
  private readonly listeners: ((sessionId: string) => void)[] = [];

  listen(listener: (sessionId: string) => void): void {
    this.listeners.push(listener);
  }

  tell(sessionId: string): void {
    for (const listener of this.listeners) listener(sessionId);
  }
}
