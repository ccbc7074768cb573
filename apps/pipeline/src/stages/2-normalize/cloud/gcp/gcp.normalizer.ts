import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { GCP_KINDS } from './gcp-records';
import { gcpOptionsSchema } from './gcp.options';

/** Understands entries of Google Cloud's logging: audit, virtual machines, load balancers, and lines of hosts. */
@Injectable()
@NormalizerPlugin({
  type: 'gcp',
  understands: 'dialect',
  order: 300,
  stability: 'beta',
  options: gcpOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class GcpNormalizer extends RecordNormalizer {
  constructor() {
    super(GCP_KINDS);
  }
}
