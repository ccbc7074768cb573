import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { endFields } from '../../../values/end';
import { flagAt, textAt } from '../record-values';
import { zeekLog } from '../zeek-log';

/** An end that stands in a list: files may come from and go to several hosts. */
function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

export const CONTENT_LOGS = {
  files: zeekLog('files', {
    summary:
      '{rx_hosts.0,rx_hosts} downloaded (MD5) {md5|None} MIME {mime_type|unknown} ({total_bytes|0} bytes) from {tx_hosts.0,tx_hosts} via {filesource,source|None}',
    category: ['network', 'file'],
    fields: {
      filename: 'file.name',
      mime_type: 'file.mime_type',
      total_bytes: 'file.size',
      md5: 'file.hash.md5',
      sha1: 'file.hash.sha1',
      sha256: 'file.hash.sha256',
    },
    more: fileEnds,
  }),
  pe: zeekLog('pe', { summary: 'PE file: {os} {subsystem}', category: ['file'], fields: {} }),
  smtp: zeekLog('smtp', {
    summary: 'SMTP: {ends}',
    category: ['network', 'email'],
    type: ['connection', 'protocol'],
    protocol: 'smtp',
    fields: {
      from: 'email.from.address',
      to: 'email.to.address',
      cc: 'email.cc.address',
      reply_to: 'email.reply_to.address',
      mailfrom: 'email.sender.address',
      rcptto: 'email.to.address',
      msg_id: 'email.message_id',
      subject: 'email.subject',
      date: 'email.origination_timestamp',
      user_agent: 'user_agent.original',
    },
  }),
  ftp: zeekLog('ftp', {
    summary: 'FTP: {ends}',
    category: ['network', 'file'],
    type: ['connection', 'protocol'],
    protocol: 'ftp',
    fields: {
      user: 'user.name',
      command: 'event.action',
      arg: 'file.path',
      mime_type: 'file.mime_type',
      file_size: 'file.size',
      reply_msg: 'event.reason',
      reply_code: 'event.code',
    },
  }),
  smb_files: zeekLog('smb_files', {
    summary: 'SMB file: {ends} {action}',
    category: ['network', 'file'],
    type: ['access'],
    protocol: 'smb',
    fields: {
      action: 'event.action',
      name: 'file.name',
      path: 'file.directory',
      size: 'file.size',
      'times.modified': 'file.mtime',
      'times.accessed': 'file.accessed',
      'times.created': 'file.created',
      'times.changed': 'file.ctime',
    },
  }),
  smb_mapping: zeekLog('smb_mapping', {
    summary: 'SMB mapping: {ends} {share_type}',
    category: ['network', 'file'],
    type: ['access'],
    protocol: 'smb',
    fields: { path: 'file.path' },
  }),
  ssl: zeekLog('ssl', {
    summary: 'SSL: {ends}',
    type: ['connection', 'protocol'],
    protocol: 'tls',
    fields: {
      cipher: 'tls.cipher',
      curve: 'tls.curve',
      server_name: 'tls.client.server_name',
      resumed: 'tls.resumed',
      established: 'tls.established',
      next_protocol: 'tls.next_protocol',
      subject: 'tls.server.subject',
      issuer: 'tls.server.issuer',
      client_subject: 'tls.client.subject',
      client_issuer: 'tls.client.issuer',
      ja3: 'tls.client.ja3',
      ja3s: 'tls.server.ja3s',
      validation_status: 'event.reason',
    },
    more: handshake,
  }),
  x509: zeekLog('x509', {
    summary: 'X509 certificate seen',
    fields: {
      'certificate.serial': 'tls.server.x509.serial_number',
      'certificate.subject': 'tls.server.subject',
      'certificate.issuer': 'tls.server.issuer',
      'certificate.not_valid_before': 'tls.server.not_before',
      'certificate.not_valid_after': 'tls.server.not_after',
      'san.dns': 'tls.server.x509.alternative_names',
      fingerprint: 'tls.server.hash.sha256',
    },
  }),
};

/** Who received a file asked for it. */
function fileEnds(record: JsonRecord): EventPatch {
  return {
    ...endFields('source', firstOf(record['rx_hosts'])),
    ...endFields('destination', firstOf(record['tx_hosts'])),
    'network.protocol': textAt(record, 'filesource', 'source')?.toLowerCase(),
  };
}

/** `TLSv12`, `TLSv13`, `SSLv3`. */
function handshake(record: JsonRecord): EventPatch {
  const [, protocol, major, minor] = /^(TLS|SSL)v(\d)(\d?)$/.exec(textAt(record, 'version') ?? '') ?? [];
  const isEstablished = flagAt(record, 'established');
  return {
    'tls.version_protocol': protocol?.toLowerCase(),
    'tls.version': major === undefined ? undefined : minor === '' ? `${major}.0` : `${major}.${minor ?? '0'}`,
    'event.outcome': isEstablished === undefined ? undefined : isEstablished ? 'success' : 'failure',
    'network.transport': 'tcp',
  };
}
