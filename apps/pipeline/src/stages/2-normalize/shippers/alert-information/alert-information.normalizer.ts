import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { isRecord } from '../envelopes/inner-record';
import { alertInformationOptionsSchema, type AlertInformationOptions } from './alert-information.options';

/** Understands answers of users to alerts that were shown to them: the alert says best what the event is about. */
@Injectable()
@NormalizerPlugin({
  type: 'alert_information',
  understands: 'content',
  order: 800,
  stability: 'beta',
  options: alertInformationOptionsSchema,
  reads: ['message', 'details'],
  writes: ['message', 'details.*'],
})
export class AlertInformationNormalizer implements Normalizer<AlertInformationOptions> {
  claims({ details }: SecurityEvent): boolean {
    return isRecord(details) && isRecord(details['alert_information']);
  }

  normalize(event: SecurityEvent): EventPatch {
    const information = event.details?.['alert_information'];
    const summary = isRecord(information) ? information['summary'] : undefined;
    if (typeof summary !== 'string' || summary === '' || summary === event.message) return {};
    const isKept = event.message !== '' && !Object.hasOwn(event.details ?? {}, 'summary');
    return { message: summary, ...(isKept ? { 'details.summary': event.message } : {}) };
  }
}
