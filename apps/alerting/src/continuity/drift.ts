import { Injectable } from '@nestjs/common';
import { EventStore } from '@tocsin/event-store';

import { judgeClocks } from './clocks';
import { judgeFields } from './fields';
import { judgeHosts } from './hosts';
import type { Judged, TroubleKind } from './source-trouble';

/** Finds sources whose events look different: clocks that are wrong, fields that are gone, hosts that are missing. */
@Injectable()
export class Drift {
  constructor(private readonly store: EventStore) {}

  /** @throws {StoreUnavailable} */
  async judge(now: Date): Promise<readonly (readonly [TroubleKind, Judged])[]> {
    return [
      ['clock', await judgeClocks(this.store, now)],
      ['fields', await judgeFields(this.store, now)],
      ['host_silent', await judgeHosts(this.store, now)],
    ];
  }
}
