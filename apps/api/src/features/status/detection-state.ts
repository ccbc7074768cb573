import { Injectable } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';

import { DetectionCoverage } from '../alerts/detection-coverage';
import { LoadedRules } from './loaded-rules';

/** What detection does, as far as the api knows. */
@Injectable()
export class DetectionState {
  constructor(
    private readonly coverage: DetectionCoverage,
    private readonly rules: LoadedRules,
  ) {}

  async now(): Promise<SystemStatus['detection']> {
    return { coveredUntil: await this.coverage.coveredUntil(), rulesLoaded: this.rules.count };
  }
}
