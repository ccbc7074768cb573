import { Injectable } from '@nestjs/common';

import { ParseStage } from '../stages/1-parse/parse.stage';
import { NormalizeStage } from '../stages/2-normalize/normalize.stage';
import { EnrichStage } from '../stages/3-enrich/enrich.stage';
import { MatchStage } from '../stages/4-match/match.stage';
import type { BatchStep } from './batch-step';
import type { BatchUnderWay } from './batch-under-way';

/** Stages 1 to 4: what the events mean. All in memory; running them again gives the same. */
@Injectable()
export class Understanding {
  constructor(
    private readonly parse: ParseStage,
    private readonly normalize: NormalizeStage,
    private readonly enrich: EnrichStage,
    private readonly match: MatchStage,
  ) {}

  steps(underWay: BatchUnderWay): readonly BatchStep[] {
    return [
      { name: 'parse', run: () => this.parse.run(underWay) },
      { name: 'normalize', run: () => this.normalize.run(underWay) },
      { name: 'enrich', run: () => this.enrich.run(underWay) },
      { name: 'match', run: () => this.match.run(underWay) },
    ];
  }
}
