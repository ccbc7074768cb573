import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { loadText, lockText } from './text-rows';
import { contentOf } from './text-state';

const LOOK_EVERY_MS = 2_000;
const AT_ONCE = 50;

/** Keeps the words of texts where the search finds them, a few seconds behind those who write. */
@Injectable()
export class TextWords implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(TextWords.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    const next = () => {
      this.running = this.readChanged()
        .catch((error: unknown) => this.log.debug(`The words of texts could not be read: ${String(error)}`))
        .finally(() => (this.timer = setTimeout(next, LOOK_EVERY_MS)));
    };
    this.timer = setTimeout(next, LOOK_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
    clearTimeout(this.timer);
  }

  /** Reads the texts that changed. */
  async readChanged(): Promise<void> {
    const rows = await this.dataSource.query<{ text_id: string }[]>(
      `SELECT text_id FROM text_content WHERE is_stale ORDER BY text_id LIMIT ${AT_ONCE}`,
    );
    for (const { text_id: id } of rows) await this.read(id);
  }

  /** Locked, so that no change comes between the words and the note that they are fresh. */
  private async read(textId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockText(manager, textId);
      const content = contentOf((await loadText(manager, textId)).state);
      await manager.query('UPDATE text_content SET content = $2, is_stale = false WHERE text_id = $1', [
        textId,
        content,
      ]);
    });
  }
}
