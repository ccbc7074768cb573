import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { Refusal } from '../refusal';

/** One request being answered, as far as a shutdown is concerned. */
export interface Endable {
  /** Its connection is not used for another request. */
  closeAfterAnswer(): void;
  closeWithoutAnswer(): void;
}

/**
 * Lets a stopping front end finish what it has begun and begin nothing new. Works in the first step of a shutdown, while
 * broker and database are still there.
 */
@Injectable()
export class UnderWay implements OnModuleDestroy {
  private readonly begun = new Set<Endable>();
  private isStopping = false;
  private onLastEnd: () => void = () => undefined;

  constructor(@Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'shutdownMs'>) {}

  /** @throws {Refusal} when nothing new is begun. */
  begin(request: Endable): void {
    if (this.isStopping) {
      request.closeAfterAnswer();
      throw new Refusal('shutting_down', 'This front end is stopping. Send the same again.');
    }
    this.begun.add(request);
  }

  end(request: Endable): void {
    this.begun.delete(request);
    if (this.begun.size === 0) this.onLastEnd();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    for (const request of this.begun) request.closeAfterAnswer();
    if (this.begun.size > 0) await this.lastEnd();
    for (const request of this.begun) request.closeWithoutAnswer();
  }

  private async lastEnd(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.onLastEnd = resolve;
      timer = setTimeout(resolve, this.options.shutdownMs);
    });
    clearTimeout(timer);
  }
}
