import { Injectable } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';

import { productVersion } from '../../project';
import { Backlog } from './backlog';
import { DetectionState } from './detection-state';
import { Engines } from './engines';

/** Everybody who asks within this time gets the same answer: counting is not free. */
const SHARED_FOR_MS = 1_000;

/** What the system can and cannot do right now. */
@Injectable()
export class SystemState {
  private shared: { readonly until: number; readonly status: Promise<SystemStatus> } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly engines: Engines,
    private readonly detection: DetectionState,
    private readonly backlog: Backlog,
  ) {}

  /** At most a second old. */
  now(): Promise<SystemStatus> {
    const at = performance.now();
    if (this.shared === undefined || at >= this.shared.until) {
      this.shared = { until: at + SHARED_FOR_MS, status: this.ask() };
    }
    return this.shared.status;
  }

  private async ask(): Promise<SystemStatus> {
    const asOf = this.clock.now().toISOString();
    const [storage, queue, detection, counts] = await Promise.all([
      this.engines.storage(),
      this.engines.queue(),
      this.detection.now(),
      this.backlog.now(),
    ]);
    return { asOf, storage, queue, detection, ...counts, version: productVersion };
  }
}
