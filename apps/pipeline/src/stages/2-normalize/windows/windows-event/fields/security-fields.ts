import type { EventData } from '../record/windows-record';
import { setRegistry, setRegistryData } from './registry';
import { address, port, readRows, said, wholeNumber, type Patch, type Row } from './values';

const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'ipv6-icmp' };
const DIRECTIONS: Readonly<Record<string, string>> = { '%%14592': 'ingress', '%%14593': 'egress' };
const CREATED_PROCESS = '4688';
const REGISTRY_VALUE = '4657';

const NETWORK: readonly Row[] = [
  ['IpAddress', 'source.ip', address],
  ['ClientAddress', 'source.ip', address],
  ['SourceAddress', 'source.ip', address],
  ['IpPort', 'source.port', port],
  ['SourcePort', 'source.port', port],
  ['DestAddress', 'destination.ip', address],
  ['DestPort', 'destination.port', port],
  ['WorkstationName', 'source.domain'],
  ['Workstation', 'source.domain'],
  ['ClientName', 'source.domain'],
];
const PROCESS: readonly Row[] = [
  ['ProcessName', 'process.executable'],
  ['CallerProcessName', 'process.executable'],
  ['ProcessId', 'process.pid', wholeNumber],
  ['CallerProcessId', 'process.pid', wholeNumber],
];
const FILTERED: readonly Row[] = [
  ['Application', 'process.executable'],
  ['ProcessID', 'process.pid', wholeNumber],
  ['ProcessId', 'process.pid', wholeNumber],
];
const STARTED: readonly Row[] = [
  ['NewProcessName', 'process.executable'],
  ['NewProcessId', 'process.pid', wholeNumber],
  ['CommandLine', 'process.command_line'],
  ['ParentProcessName', 'process.parent.executable'],
  ['ProcessId', 'process.parent.pid', wholeNumber],
];

/** What the events of the Security channel say, in ECS, but for accounts and logons. */
export function setSecurity(patch: Patch, data: EventData, eventId: string): void {
  readRows(processRows(data, eventId), data, patch);
  readRows(NETWORK, data, patch);
  setTraffic(patch, data);
  setObject(patch, data, eventId);
  const service = said(data['ServiceName']);
  if (service !== undefined) patch['service.name'] = service;
}

function processRows(data: EventData, eventId: string): readonly Row[] {
  if (eventId === CREATED_PROCESS) return STARTED;
  return data['Application'] === undefined ? PROCESS : FILTERED;
}

function setTraffic(patch: Patch, data: EventData): void {
  if (patch['destination.ip'] === undefined) return;
  const transport = PROTOCOLS[said(data['Protocol']) ?? ''];
  const direction = DIRECTIONS[said(data['Direction']) ?? ''];
  if (transport !== undefined) patch['network.transport'] = transport;
  if (direction !== undefined) patch['network.direction'] = direction;
}

/** Objects of an audited access; their kind is told beside their name. */
function setObject(patch: Patch, data: EventData, eventId: string): void {
  const name = said(data['ObjectName']);
  if (name === undefined) return;
  if (eventId === REGISTRY_VALUE || data['ObjectType'] === 'Key') {
    setRegistry(patch, name, said(data['ObjectValueName']));
    if (eventId === REGISTRY_VALUE) setRegistryData(patch, data['NewValue']);
  } else if (data['ObjectType'] === 'File') patch['file.path'] = name;
}
