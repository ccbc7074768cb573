import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ApiKeys } from '@tocsin/access-control';
import { Clock } from '@tocsin/clock';

const WRITE_EVERY_MS = 60_000;

/**
 * When each key was last used, written once a minute and never while a request waits. Only keys that are good come here, so
 * there are no more of them than the directory holds. What cannot be written stays for the next time.
 */
@Injectable()
export class KeyUses implements OnModuleDestroy {
  private readonly log = new Logger(KeyUses.name);
  private uses = new Map<string, Date>();

  constructor(
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  note(keyId: string): void {
    this.uses.set(keyId, this.clock.now());
  }

  @Interval(WRITE_EVERY_MS)
  async write(): Promise<void> {
    const uses = this.uses;
    if (uses.size === 0) return;
    this.uses = new Map();
    try {
      await this.keys.noteUses(uses);
    } catch (error) {
      this.uses = new Map([...uses, ...this.uses]);
      this.log.debug(`The last use of ${uses.size} keys is written later: ${String(error)}`);
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.write();
  }
}
