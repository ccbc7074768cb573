import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { readWhole } from '../../../values/typed-value';
import { statusFields } from '../../../web/access-log/request-fields';
import { textAt } from '../record-values';
import { zeekLog } from '../zeek-log';

export const SERVICE_LOGS = {
  dhcp: zeekLog('dhcp', {
    summary: '{assigned_addr,assigned_ip|0.0.0.0} assigned to {mac|00:00:00:00:00:00}',
    type: ['connection', 'protocol'],
    protocol: 'dhcp',
    fields: {
      client_addr: 'source.ip',
      assigned_addr: 'source.ip',
      assigned_ip: 'source.ip',
      server_addr: 'destination.ip',
      mac: 'source.mac',
      host_name: 'source.domain',
    },
  }),
  dce_rpc: zeekLog('dce_rpc', {
    summary: 'DCERPC: {ends}',
    type: ['connection', 'protocol'],
    protocol: 'dce_rpc',
    fields: { operation: 'event.action', endpoint: 'service.name' },
  }),
  sip: zeekLog('sip', {
    summary: 'SIP: {ends} method {method|unknown} status {status_msg|unknown}',
    type: ['connection', 'protocol'],
    protocol: 'sip',
    fields: {
      method: 'event.action',
      uri: 'url.original',
      user_agent: 'user_agent.original',
      status_msg: 'event.reason',
    },
    more: (record) => ({ 'event.outcome': statusFields(record['status_code'])['event.outcome'] }),
  }),
  snmp: zeekLog('snmp', {
    summary: 'SNMPv{version|Unknown}: {ends}',
    type: ['connection', 'protocol'],
    protocol: 'snmp',
    more: countedRequests,
  }),
};

function countedRequests(record: JsonRecord): EventPatch {
  const count = (key: string) => readWhole(record[key]) ?? 0;
  const got = count('get_bulk_requests') + count('get_requests');
  const counted = `(${got} get / ${count('set_requests')} set requests ${count('get_responses')} get responses)`;
  return { message: `${SERVICE_LOGS.snmp.summary(record)} ${counted}` };
}

/** Any other of Zeek's logs, and those of packages. */
export const OTHER_LOG = zeekLog('other', {
  summary: '{_path|Zeek}: {ends}',
  more: (record) => ({ 'network.protocol': textAt(record, 'service')?.toLowerCase() }),
});
