import { readAddress } from '../../../values/address';
import type { EventData } from '../record/windows-record';
import { setQualified } from './accounts';
import { contentFields, setContent, type ContentFields } from './content-fields';
import { setRegistry, setRegistryData, setRegistryValue } from './registry';
import { address, port, readRows, said, wholeNumber, type Patch, type Row } from './values';

const lower = (value: unknown): string | undefined => said(value)?.toLowerCase();

const COMMON: readonly Row[] = [
  ['Image', 'process.executable'],
  ['ProcessId', 'process.pid', wholeNumber],
  ['ProcessGuid', 'process.entity_id'],
  ['CommandLine', 'process.command_line'],
  ['CurrentDirectory', 'process.working_directory'],
  ['ParentImage', 'process.parent.executable'],
  ['ParentProcessId', 'process.parent.pid', wholeNumber],
  ['ParentProcessGuid', 'process.parent.entity_id'],
  ['ParentCommandLine', 'process.parent.command_line'],
  ['ParentUser', 'process.parent.user.name'],
  ['SourceImage', 'process.executable'],
  ['SourceProcessId', 'process.pid', wholeNumber],
  ['SourceProcessGUID', 'process.entity_id'],
  ['SourceProcessGuid', 'process.entity_id'],
  ['TargetFilename', 'file.path'],
  ['RuleName', 'rule.name'],
];
const CONNECTION: readonly Row[] = [
  ['SourceIp', 'source.ip', address],
  ['SourcePort', 'source.port', port],
  ['SourceHostname', 'source.domain'],
  ['DestinationIp', 'destination.ip', address],
  ['DestinationPort', 'destination.port', port],
  ['DestinationHostname', 'destination.domain'],
  ['Protocol', 'network.transport', lower],
];
/** The program, library or file that the event says more of. */
const CONTENTS: Readonly<Record<string, ContentFields>> = {
  '1': contentFields('process'),
  '6': contentFields('file'),
  '7': contentFields('dll'),
};
const FILE = contentFields('file');

/** What Sysmon's events say, in ECS. */
export function setSysmon(patch: Patch, data: EventData, eventId: string): void {
  readRows(COMMON, data, patch);
  setQualified(patch, 'user', data['User'] ?? data['SourceUser']);
  setContent(patch, data, CONTENTS[eventId] ?? FILE);
  if (eventId === '3') setConnection(patch, data);
  if (eventId === '22') setDns(patch, data);
  setRegistryFields(patch, data, eventId);
  const pipe = said(data['PipeName']);
  if (pipe !== undefined) patch['file.name'] = pipe;
}

function setConnection(patch: Patch, data: EventData): void {
  readRows(CONNECTION, data, patch);
  const initiated = lower(data['Initiated']);
  if (initiated !== undefined) patch['network.direction'] = initiated === 'true' ? 'egress' : 'ingress';
  const from = patch['source.ip'];
  if (typeof from === 'string') patch['network.type'] = from.includes(':') ? 'ipv6' : 'ipv4';
}

function setDns(patch: Patch, data: EventData): void {
  patch['network.protocol'] = 'dns';
  const name = said(data['QueryName']);
  if (name !== undefined) patch['dns.question.name'] = name;
  const answers = (said(data['QueryResults']) ?? '').split(';').slice(0, 100);
  const addresses = answers.map(readAddress).filter((one) => one !== undefined);
  if (addresses.length > 0) patch['dns.resolved_ip'] = addresses;
}

function setRegistryFields(patch: Patch, data: EventData, eventId: string): void {
  const path = said(data['TargetObject']);
  if (path === undefined) return;
  if (eventId === '12') setRegistry(patch, path, undefined);
  else setRegistryValue(patch, path);
  if (eventId === '13') setRegistryData(patch, data['Details']);
}
