import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { FORM_WRITES, readForm, type MessageForm } from '../forms/message-form';
import { readDatedLine, type DatedLine } from './dated-line';
import { FTPD_FORMS, SAMBA_FORMS, VSFTPD_FORMS } from './file-forms';
import { DHCPD_FORMS } from './lease-forms';
import { MACOS_FORMS, SYSTEMD_FORMS, USB_FORMS } from './host-forms';
import { DOVECOT_FORMS, EXIM_FORMS, OPENSMTPD_FORMS, POSTFIX_FORMS } from './mail-forms';
import { CPANEL_FORMS, DROPBEAR_FORMS, OPENVPN_FORMS, PLAIN_FORMS, SLAPD_FORMS, XINETD_FORMS } from './other-forms';
import { servicesOptionsSchema, type ServicesOptions } from './services.options';

const PROGRAMS: Readonly<Record<string, readonly MessageForm[]>> = {
  cimserver: PLAIN_FORMS,
  dhcpd: DHCPD_FORMS,
  dovecot: DOVECOT_FORMS,
  kernel: USB_FORMS,
  loginwindow: MACOS_FORMS,
  openvpn: OPENVPN_FORMS,
  screensharingd: MACOS_FORMS,
  systemd: SYSTEMD_FORMS,
  tccd: MACOS_FORMS,
  dropbear: DROPBEAR_FORMS,
  exim: EXIM_FORMS,
  exim4: EXIM_FORMS,
  ftpd: FTPD_FORMS,
  'in.ftpd': FTPD_FORMS,
  slapd: SLAPD_FORMS,
  smbd: SAMBA_FORMS,
  smtpd: OPENSMTPD_FORMS,
  vimserver: PLAIN_FORMS,
  vsftpd: VSFTPD_FORMS,
  xinetd: XINETD_FORMS,
};
const FORMS = new Map(Object.entries(PROGRAMS));
const POSTFIX = 'postfix/';
/** Dovecot's own log says how bad it is before it says anything. */
const LEVEL = /^(?:Info|Warn|Warning|Error|Fatal): /;
const SERVER_FORMS = { vsftpd: VSFTPD_FORMS, exim: EXIM_FORMS, cpanel: CPANEL_FORMS };
/** Dovecot's own log has a level where others have their name. */
const DOVECOT_LEVELS = new Set(['Info', 'Warn', 'Warning', 'Error', 'Fatal']);

/** Understands logins, connections and refusals of the servers many hosts run: mail, files, directories. */
@Injectable()
@NormalizerPlugin({
  type: 'services',
  understands: 'content',
  order: 250,
  stability: 'beta',
  options: servicesOptionsSchema,
  reads: ['process.name', 'message'],
  writes: [...FORM_WRITES, '@timestamp', 'process.pid'],
})
export class ServicesNormalizer implements Normalizer<ServicesOptions> {
  claims(event: SecurityEvent): boolean {
    return formsOf(event['process.name']) !== undefined || readDatedLine(event.message) !== undefined;
  }

  normalize(event: SecurityEvent, _options: ServicesOptions, context: NormalizerContext): EventPatch {
    const line = readDatedLine(event.message);
    const program = event['process.name'];
    const forms = line === undefined ? formsOf(program) : SERVER_FORMS[line.server];
    const fields = readForm(forms ?? [], (line?.text ?? event.message).trimStart().replace(LEVEL, ''));
    const server = line?.server ?? serverOf(program);
    if (fields === undefined || server === undefined) return line === undefined ? {} : lineFields(line, context);
    return {
      'event.module': server,
      'event.dataset': `${server}.log`,
      'process.name': server === 'dovecot' ? server : undefined,
      ...(line === undefined ? {} : lineFields(line, context)),
      ...fields,
    };
  }
}

function serverOf(program: unknown): string | undefined {
  if (typeof program !== 'string') return undefined;
  return DOVECOT_LEVELS.has(program) ? 'dovecot' : program.split('/', 1)[0];
}

function formsOf(program: unknown): readonly MessageForm[] | undefined {
  if (typeof program !== 'string') return undefined;
  if (DOVECOT_LEVELS.has(program)) return DOVECOT_FORMS;
  return program.startsWith(POSTFIX) ? POSTFIX_FORMS : FORMS.get(program);
}

function lineFields({ server, time, pid }: DatedLine, context: NormalizerContext): EventPatch {
  const instant = parseTime(time, context);
  return {
    '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
    'process.name': server,
    'process.pid': pid,
  };
}
