import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { RecordKind } from '../../values/record-kind';
import { vpcFlow } from '../aws/aws-services';
import { vpcFlowOptionsSchema, type VpcFlowOptions } from './vpc-flow.options';

/** The default fields of a line, in their order. */
const NAMES = [
  ...['version', 'account_id', 'interface_id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol'],
  ...['packets', 'bytes', 'start', 'end', 'action', 'log_status'],
];
const LINE = /^[2-9] (?:\d{12}|unknown) eni-[0-9a-z-]{4,40} /;
const NOTHING = '-';

/** Understands lines of Amazon's flow logs in their default format. Lines that say that there is no data carry no addresses. */
@Injectable()
@NormalizerPlugin({
  type: 'vpc_flow',
  understands: 'content',
  order: 300,
  stability: 'beta',
  options: vpcFlowOptionsSchema,
  reads: ['message', 'details'],
  writes: [
    ...['@timestamp', 'message', 'event.*', 'source.*', 'destination.*', 'network.iana_number', 'cloud.*', 'details.*'],
  ],
})
export class VpcFlowNormalizer implements Normalizer<VpcFlowOptions> {
  private readonly kind = new RecordKind(vpcFlow);

  claims({ message }: SecurityEvent): boolean {
    return message.charCodeAt(1) === 0x20 && LINE.test(message);
  }

  normalize({ message }: SecurityEvent, _options: VpcFlowOptions, context: NormalizerContext): EventPatch {
    const values = message.trimEnd().split(' ');
    if (values.length !== NAMES.length) return {};
    const said = NAMES.map((name, at) => [name, values[at] ?? NOTHING] as const).filter(
      ([, value]) => value !== NOTHING,
    );
    const details = said.map(([name, value]) => [`details.${name}`, value] as const);
    return { ...this.kind.read(Object.fromEntries(said), context), ...Object.fromEntries(details) };
  }
}
