import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { IDENTITY_KINDS } from './kinds/identity';
import { OFFICE_KINDS } from './kinds/office';
import { PLATFORM_KINDS } from './kinds/platforms';
import { saasAuditOptionsSchema } from './saas-audit.options';

/** Understands audit logs of hosted services: Okta, Auth0, Duo, OneLogin, Google Workspace, Microsoft 365, Slack, Snowflake and others. */
@Injectable()
@NormalizerPlugin({
  type: 'saas_audit',
  understands: 'dialect',
  order: 330,
  stability: 'beta',
  options: saasAuditOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class SaasAuditNormalizer extends RecordNormalizer {
  constructor() {
    super([...IDENTITY_KINDS, ...OFFICE_KINDS, ...PLATFORM_KINDS]);
  }
}
