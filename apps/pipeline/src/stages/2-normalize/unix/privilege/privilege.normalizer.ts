import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import type { Fields } from '../../values/end';
import { FORM_WRITES, readForm } from '../forms/message-form';
import { privilegeOptionsSchema, type PrivilegeOptions } from './privilege.options';
import { DOAS_FORMS, SU_FORMS } from './su-forms';
import { readSudoMessage } from './sudo-message';

type Read = (text: string) => Fields | undefined;

const READERS: ReadonlyMap<unknown, Read> = new Map<unknown, Read>([
  ['sudo', readSudoMessage],
  ['su', (text) => readForm(SU_FORMS, text)],
  ['doas', (text) => readForm(DOAS_FORMS, text)],
]);

/** Understands who took another account's rights, for what command, and who was refused: su, sudo and doas. */
@Injectable()
@NormalizerPlugin({
  type: 'privilege',
  understands: 'content',
  order: 220,
  stability: 'beta',
  options: privilegeOptionsSchema,
  reads: ['process.name', 'message'],
  writes: FORM_WRITES,
})
export class PrivilegeNormalizer implements Normalizer<PrivilegeOptions> {
  claims(event: SecurityEvent): boolean {
    return READERS.has(event['process.name']);
  }

  normalize(event: SecurityEvent): EventPatch {
    const program = event['process.name'];
    const fields = READERS.get(program)?.(event.message.trim());
    if (fields === undefined || typeof program !== 'string') return {};
    return { 'event.module': program, 'event.dataset': `${program}.log`, ...fields };
  }
}
