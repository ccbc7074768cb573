import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { GITHUB_KINDS } from './github-records';
import { githubOptionsSchema } from './github.options';

/** Understands what GitHub tells of: its audit log and its webhooks, bare or as a queue carries them. */
@Injectable()
@NormalizerPlugin({
  type: 'github',
  understands: 'dialect',
  order: 320,
  stability: 'beta',
  options: githubOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class GithubNormalizer extends RecordNormalizer {
  constructor() {
    super(GITHUB_KINDS);
  }
}
