import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { readAddress } from '../../values/address';
import { RecordMapping } from '../../values/record-mapping';
import { isRecord } from '../envelopes/inner-record';
import { fluentdForwardOptionsSchema, type FluentdForwardOptions } from './fluentd-forward.options';

const MAPPING = new RecordMapping({
  az: 'cloud.availability_zone',
  region: 'cloud.region',
  instance_id: 'cloud.instance.id',
  instance_type: 'cloud.machine.type',
});
/** Lines that the syslog daemon of an instance handed on. */
const FORWARDED = 'ec2.forward';

/** Understands records that fluentd on instances of EC2 sends through a queue: which instance it is, and that it is syslog. */
@Injectable()
@NormalizerPlugin({
  type: 'fluentd_forward',
  understands: 'header',
  order: 60,
  stability: 'beta',
  options: fluentdForwardOptionsSchema,
  reads: ['details', 'host.name', 'host.ip', 'event.provider', 'tocsin.category'],
  writes: [
    ...['cloud.provider', 'cloud.availability_zone', 'cloud.region', 'cloud.instance.id', 'cloud.machine.type'],
    ...['host.ip', 'event.provider', 'tocsin.category'],
  ],
})
export class FluentdForwardNormalizer implements Normalizer<FluentdForwardOptions> {
  claims({ details }: SecurityEvent): boolean {
    return isRecord(details) && (typeof details['__tag'] === 'string' || typeof details['instance_id'] === 'string');
  }

  normalize(event: SecurityEvent, _options: FluentdForwardOptions, context: NormalizerContext): EventPatch {
    const details = event.details as JsonRecord;
    const tag = details['__tag'];
    const isSyslog = typeof tag === 'string' && tag.startsWith(FORWARDED);
    const cloud = MAPPING.read(details, context);
    return {
      ...cloud,
      'cloud.provider': isSyslog || details['az'] !== undefined ? 'aws' : undefined,
      'host.ip': event['host.ip'] === undefined ? addressInName(event['host.name']) : undefined,
      'tocsin.category': isSyslog && event['tocsin.category'] === undefined ? 'syslog' : undefined,
      'event.provider': isSyslog && event['event.provider'] === undefined ? 'syslog' : undefined,
    };
  }
}

/** Instances are called for their address unless somebody names them: `ip-192-0-2-7`. */
function addressInName(name: unknown): string | undefined {
  const [, address] =
    typeof name === 'string' ? (/^ip-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})(?:\.|$)/.exec(name) ?? []) : [];
  return readAddress(address?.replaceAll('-', '.'));
}
