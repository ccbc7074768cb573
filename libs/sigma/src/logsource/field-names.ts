import { fieldSpec } from '@tocsin/event-model';

import type { LogSource } from '../rules/rule';

/** Fields of Sigma's taxonomy that have a name of ours. */
const OURS: Readonly<Record<string, string>> = {
  EventID: 'event.code',
  Provider_Name: 'event.provider',
  Computer: 'host.name',
  ComputerName: 'host.name',
  Hostname: 'host.name',
  hostname: 'host.name',
  Image: 'process.executable',
  CommandLine: 'process.command_line',
  ProcessId: 'process.pid',
  ParentImage: 'process.parent.executable',
  ParentCommandLine: 'process.parent.command_line',
  ParentProcessId: 'process.parent.pid',
  TargetFilename: 'file.path',
  SourceIp: 'source.ip',
  SourcePort: 'source.port',
  SourceHostname: 'source.domain',
  DestinationIp: 'destination.ip',
  DestinationPort: 'destination.port',
  DestinationHostname: 'destination.domain',
  src_ip: 'source.ip',
  src_port: 'source.port',
  dst_ip: 'destination.ip',
  dst_port: 'destination.port',
  'c-ip': 'source.ip',
  'c-uri': 'url.original',
  'cs-uri': 'url.original',
  'cs-uri-stem': 'url.path',
  'cs-method': 'http.request.method',
  'cs-host': 'url.domain',
  'r-dns': 'url.domain',
  'cs-username': 'user.name',
  'c-useragent': 'user_agent.original',
  'cs-user-agent': 'user_agent.original',
  'cs-referer': 'http.request.referrer',
  'cs-referrer': 'http.request.referrer',
  'sc-status': 'http.response.status_code',
};

/** What Windows' events all have; elsewhere these words mean other things. */
const WINDOWS: Readonly<Record<string, string>> = {
  Channel: 'winlog.channel',
  Keywords: 'winlog.keywords',
  Level: 'winlog.level',
  Message: 'message',
};

/** What scanners for malware say, whichever product they are of. */
const ANTIVIRUS: Readonly<Record<string, string>> = {
  Filename: 'file.path',
  Signature: 'rule.name',
};

const OUR_GROUPS = ['details.', 'winlog.', 'tocsin.'];

/** The field of ours that a rule for this log source means: by table, as it is, or where its shipper's own names rest. */
export function fieldName(sigmaName: string, { category, product }: LogSource): string {
  if (category === 'antivirus' && Object.hasOwn(ANTIVIRUS, sigmaName)) return ANTIVIRUS[sigmaName] ?? sigmaName;
  const ours = Object.hasOwn(OURS, sigmaName) ? OURS[sigmaName] : undefined;
  if (ours !== undefined) return ours;
  if (fieldSpec(sigmaName) || OUR_GROUPS.some((group) => sigmaName.startsWith(group))) return sigmaName;
  if (product === 'windows')
    return Object.hasOwn(WINDOWS, sigmaName) ? (WINDOWS[sigmaName] ?? sigmaName) : `winlog.event_data.${sigmaName}`;
  if (product === 'linux' && sigmaName === 'User') return 'user.name';
  return `details.${sigmaName}`;
}
