import { hostname } from 'node:os';

import { Inject, Injectable } from '@nestjs/common';

import { BatchPublisher } from '../../../batches/batch-publisher';
import { ResendMemory } from '../../../batches/resend-memory';
import { INGEST_OPTIONS } from '../../../ingest-options';
import type { IngestOptions } from '../../../ingest.config';
import { InFlight } from '../../../limits/in-flight';
import type { SyslogListenerOptions } from '../syslog.config';
import type { ListenerMetrics } from '../syslog.metrics';
import { ListenerBatches } from './listener-batches';
import { PatientPublisher } from './patient-publisher';

/** Where the events of one listener go. */
export interface Outlet {
  readonly batches: ListenerBatches;
  /** Lets go what there is and waits so long at most for it to be durable. @returns how many events are not. */
  finish(timeLimitMs: number): Promise<number>;
}

/** Makes the outlet of each listener. */
@Injectable()
export class Outlets {
  constructor(
    private readonly publisher: BatchPublisher,
    private readonly memory: ResendMemory,
    private readonly inFlight: InFlight,
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'frontend'>,
  ) {}

  open({ source, zone }: SyslogListenerOptions, metrics: ListenerMetrics): Outlet {
    const permit = this.inFlight.admit(source);
    const publisher = new PatientPublisher(this.publisher);
    const head = { source, dialect: 'syslog', zone, frontend: this.options.frontend ?? hostname() };
    const batches = new ListenerBatches({ head, permit, memory: this.memory, publisher, metrics });
    const finish = async (timeLimitMs: number) => {
      batches.flush();
      const lost = await publisher.finish(timeLimitMs);
      permit.release();
      return lost;
    };
    return { batches, finish };
  }
}
