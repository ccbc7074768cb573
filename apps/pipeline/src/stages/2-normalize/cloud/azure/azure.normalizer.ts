import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { AZURE_KINDS } from './azure-records';
import { azureOptionsSchema } from './azure.options';

/** Understands records of Azure: activity, sign-ins and audit of its directory. */
@Injectable()
@NormalizerPlugin({
  type: 'azure',
  understands: 'dialect',
  order: 300,
  stability: 'beta',
  options: azureOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class AzureNormalizer extends RecordNormalizer {
  constructor() {
    super(AZURE_KINDS);
  }
}
