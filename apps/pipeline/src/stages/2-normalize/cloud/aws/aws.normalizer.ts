import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { AWS_SERVICES } from './aws-services';
import { cloudtrail } from './cloudtrail';
import { guardduty } from './guardduty';
import { awsOptionsSchema } from './aws.options';

/** Understands records of Amazon's services: CloudTrail, GuardDuty, flow logs, resolver, S3, WAF, Security Hub, Bedrock. */
@Injectable()
@NormalizerPlugin({
  type: 'aws',
  understands: 'dialect',
  order: 300,
  stability: 'beta',
  options: awsOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class AwsNormalizer extends RecordNormalizer {
  constructor() {
    super([cloudtrail, guardduty, ...AWS_SERVICES]);
  }
}
