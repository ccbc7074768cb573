import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { dockerEvent, esetEvent, nextcloudLog, watchedDockerEvent } from './host-record-kinds';
import { hostRecordsOptionsSchema } from './host-records.options';

/** Understands what products of a host write as JSON: Docker's events, ESET's console and Nextcloud. */
@Injectable()
@NormalizerPlugin({
  type: 'host_records',
  understands: 'dialect',
  order: 350,
  stability: 'beta',
  options: hostRecordsOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class HostRecordsNormalizer extends RecordNormalizer {
  constructor() {
    super([dockerEvent, watchedDockerEvent, esetEvent, nextcloudLog]);
  }
}
