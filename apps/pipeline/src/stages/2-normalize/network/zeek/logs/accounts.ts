import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { readOutcome } from '../../../values/outcome';
import { flagAt, outcomeOf, textAt } from '../record-values';
import { compileSummary } from '../summary';
import { zeekLog } from '../zeek-log';

/** Said only when Zeek could tell. */
const success = compileSummary(' success {auth_success}');
const AUTHENTICATION = { category: ['network', 'authentication'], type: ['start'] } as const;

export const ACCOUNT_LOGS = {
  ssh: zeekLog('ssh', {
    summary: 'SSH: {ends}',
    ...AUTHENTICATION,
    protocol: 'ssh',
    fields: { client: 'user_agent.original' },
    more: loginBySsh,
  }),
  kerberos: zeekLog('kerberos', {
    summary: '{ends} request {request_type|unknown} success {success|unknown}',
    ...AUTHENTICATION,
    protocol: 'kerberos',
    fields: { request_type: 'event.action', service: 'service.name', error_msg: 'event.reason', cipher: 'tls.cipher' },
    more: ticket,
  }),
  ntlm: zeekLog('ntlm', {
    summary: 'NTLM: {ends} success {success|unknown} status {status|unknown}',
    ...AUTHENTICATION,
    protocol: 'ntlm',
    fields: {
      username: 'user.name',
      domainname: 'user.domain',
      hostname: 'source.domain',
      status: 'event.reason',
      server_dns_computer_name: 'destination.domain',
      server_nb_computer_name: 'destination.domain',
    },
    more: challenge,
  }),
  rdp: zeekLog('rdp', {
    summary: 'RDP: {ends}',
    type: ['connection', 'protocol'],
    protocol: 'rdp',
    fields: { cookie: 'user.name', result: 'event.reason', client_name: 'source.domain' },
  }),
  socks: zeekLog('socks', {
    summary: 'SOCKSv{version|0}: {ends} status {status|unknown}',
    type: ['connection', 'protocol'],
    protocol: 'socks',
    fields: { user: 'user.name', 'request.name': 'url.domain', 'request.host': 'url.domain', request_p: 'url.port' },
    more: (record) => ({ 'event.outcome': readOutcome(record['status']) }),
  }),
};

function loginBySsh(record: JsonRecord): EventPatch {
  const isSuccess = flagAt(record, 'auth_success');
  return {
    'event.outcome': outcomeOf(isSuccess) ?? 'unknown',
    'network.direction': textAt(record, 'direction')?.toLowerCase(),
    'network.transport': 'tcp',
    message: isSuccess === undefined ? undefined : `${ACCOUNT_LOGS.ssh.summary(record)}${success(record)}`,
  };
}

/** `ann/EXAMPLE.COM`. */
function ticket(record: JsonRecord): EventPatch {
  const [name, realm] = (textAt(record, 'client') ?? '').split('/', 2);
  return {
    'user.name': name === '' ? undefined : name,
    'user.domain': realm,
    'event.outcome': outcomeOf(flagAt(record, 'success')) ?? 'unknown',
  };
}

function challenge(record: JsonRecord): EventPatch {
  return { 'event.outcome': outcomeOf(flagAt(record, 'success')) ?? 'unknown' };
}
