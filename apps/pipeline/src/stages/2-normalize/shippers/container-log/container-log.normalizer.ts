import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { RecordMapping } from '../../values/record-mapping';
import { isRecord } from '../envelopes/inner-record';
import { containerLogOptionsSchema, type ContainerLogOptions } from './container-log.options';

/** Names of fluentd and fluent-bit, of Beats, and of Docker's own. */
const MAPPING = new RecordMapping({
  'kubernetes.container_name': 'container.name',
  'kubernetes.container.name': 'container.name',
  'kubernetes.docker_id': 'container.id',
  'kubernetes.container_id': 'container.id',
  'kubernetes.container.id': 'container.id',
  'docker.container_id': 'container.id',
  container_id: 'container.id',
  'kubernetes.container_image': 'container.image.name',
  'kubernetes.container.image': 'container.image.name',
  'kubernetes.pod_name': 'orchestrator.resource.name',
  'kubernetes.pod.name': 'orchestrator.resource.name',
  'kubernetes.pod_id': 'orchestrator.resource.id',
  'kubernetes.pod.uid': 'orchestrator.resource.id',
  'kubernetes.namespace_name': 'orchestrator.namespace',
  'kubernetes.namespace': 'orchestrator.namespace',
  'kubernetes.host': 'host.name',
  'kubernetes.node.name': 'host.name',
});
/** A line as the runtimes of Kubernetes write it into files. */
const RUNTIME_LINE = /^(\d{4}-\d\d-\d\dT\S{8,32}) (?:stdout|stderr) [FP] (.*)$/s;

/** Understands what agents say of the container that wrote a line, and takes the runtime's own words off it. */
@Injectable()
@NormalizerPlugin({
  type: 'container_log',
  understands: 'header',
  order: 50,
  stability: 'beta',
  options: containerLogOptionsSchema,
  reads: ['message', 'details', 'host.name', 'container.*', 'orchestrator.*'],
  writes: [
    ...['@timestamp', 'message', 'host.name', 'container.id', 'container.name', 'container.image.name'],
    ...['orchestrator.namespace', 'orchestrator.resource.id', 'orchestrator.resource.name'],
    ...['orchestrator.resource.type', 'orchestrator.type'],
  ],
})
export class ContainerLogNormalizer implements Normalizer<ContainerLogOptions> {
  claims({ details }: SecurityEvent): boolean {
    if (!isRecord(details)) return false;
    const { kubernetes, docker, stream } = details;
    return isRecord(kubernetes) || isRecord(docker) || stream === 'stdout' || stream === 'stderr';
  }

  normalize(event: SecurityEvent, _options: ContainerLogOptions, context: NormalizerContext): EventPatch {
    const details = event.details as JsonRecord;
    const fields: Record<string, FieldValue> = MAPPING.read(details, context);
    for (const field in fields) if (event[field] !== undefined) delete fields[field];
    const pod = fields['orchestrator.resource.name'] === undefined ? {} : { 'orchestrator.resource.type': 'pod' };
    const kind = isRecord(details['kubernetes']) ? { 'orchestrator.type': 'kubernetes' } : {};
    return { ...fields, ...pod, ...kind, ...lineFields(event.message, context) };
  }
}

function lineFields(message: string, context: NormalizerContext): EventPatch {
  const [, time, text] = RUNTIME_LINE.exec(message) ?? [];
  const instant = time === undefined ? undefined : parseTime(time, context);
  const line = (instant === undefined ? message : (text ?? message)).replace(/\r?\n$/, '');
  return {
    message: line === message ? undefined : line,
    '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
  };
}
