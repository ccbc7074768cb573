import { all, any, type Expr } from '@tocsin/query';

import { is } from './expressions';

interface WindowsEvents {
  /** As the dataset has it: the part behind `windows.`. */
  readonly service: string;
  readonly codes: readonly string[];
  /** Of registry events, which share their codes. */
  readonly eventTypes?: readonly string[];
}

const sysmon = (...codes: string[]): WindowsEvents[] => [{ service: 'sysmon', codes }];
const registry = (code: string, ...eventTypes: string[]): WindowsEvents => ({
  service: 'sysmon',
  codes: [code],
  eventTypes,
});

/** Which events of Windows a category means, as SigmaHQ's own log-source map has it. */
const CATEGORIES: Readonly<Record<string, readonly WindowsEvents[]>> = {
  clipboard_change: sysmon('24'),
  create_remote_thread: sysmon('8'),
  create_stream_hash: sysmon('15'),
  dns_query: sysmon('22'),
  driver_load: sysmon('6'),
  file_block_executable: sysmon('27'),
  file_block_shredding: sysmon('28'),
  file_change: sysmon('2'),
  file_delete: sysmon('23'),
  file_delete_detected: sysmon('26'),
  file_event: sysmon('11'),
  file_executable_detected: sysmon('29'),
  image_load: sysmon('7'),
  network_connection: sysmon('3'),
  pipe_created: sysmon('17', '18'),
  process_access: sysmon('10'),
  process_creation: [...sysmon('1'), { service: 'security', codes: ['4688'] }],
  process_tampering: sysmon('25'),
  process_termination: sysmon('5'),
  ps_classic_provider_start: [{ service: 'powershell-classic', codes: ['600'] }],
  ps_classic_script: [{ service: 'powershell-classic', codes: ['800'] }],
  ps_classic_start: [{ service: 'powershell-classic', codes: ['400'] }],
  ps_module: [{ service: 'powershell', codes: ['4103'] }],
  ps_script: [{ service: 'powershell', codes: ['4104'] }],
  raw_access_thread: sysmon('9'),
  registry_add: [registry('12', 'CreateKey')],
  registry_delete: [registry('12', 'DeleteKey', 'DeleteValue')],
  registry_event: sysmon('12', '13', '14'),
  registry_rename: sysmon('14'),
  registry_set: sysmon('13'),
  sysmon_error: sysmon('255'),
  sysmon_status: sysmon('4', '16'),
  wmi_event: sysmon('19', '20', '21'),
};

/** Which events of Windows the category means; `undefined` when it is none of Windows' own. */
export function windowsCategory(category: string): Expr | undefined {
  const events = Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category] : undefined;
  return events === undefined ? undefined : any(events.map(eventsExpr));
}

function eventsExpr({ service, codes, eventTypes }: WindowsEvents): Expr {
  const parts = [is('event.dataset', `windows.${service}`), is('event.code', ...codes)];
  return all(eventTypes === undefined ? parts : [...parts, is('winlog.event_data.EventType', ...eventTypes)]);
}
