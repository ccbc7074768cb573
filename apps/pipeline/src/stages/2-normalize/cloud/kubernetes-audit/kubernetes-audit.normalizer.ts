import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { kubernetesAudit } from './kubernetes-record';
import { kubernetesAuditOptionsSchema } from './kubernetes-audit.options';

/** Understands the audit log of Kubernetes, whoever runs the cluster. */
@Injectable()
@NormalizerPlugin({
  type: 'kubernetes_audit',
  understands: 'dialect',
  order: 300,
  stability: 'beta',
  options: kubernetesAuditOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class KubernetesAuditNormalizer extends RecordNormalizer {
  constructor() {
    super([kubernetesAudit]);
  }
}
