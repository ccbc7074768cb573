import { said, type Patch } from './values';

const HIVES: Readonly<Record<string, string>> = { machine: 'HKLM', user: 'HKU' };
const TYPES: readonly (readonly [start: string, type: string])[] = [
  ['DWORD (', 'REG_DWORD'],
  ['QWORD (', 'REG_QWORD'],
  ['Binary Data', 'REG_BINARY'],
];

/** What a path such as `HKLM\System\…\Start` or `\REGISTRY\MACHINE\…` says. */
export function setRegistry(patch: Patch, path: string, value: string | undefined): void {
  const [, root, rest] = /^\\REGISTRY\\([^\\]+)(.*)$/is.exec(path) ?? [];
  const hive = root === undefined ? undefined : HIVES[root.toLowerCase()];
  const short = hive === undefined ? path : `${hive}${rest ?? ''}`;
  const at = short.indexOf('\\');
  patch['registry.path'] = value === undefined ? short : `${short}\\${value}`;
  if (/^HK[A-Z_]+$/.test(short.slice(0, Math.max(at, 0)))) patch['registry.hive'] = short.slice(0, at);
  if (at >= 0) patch['registry.key'] = short.slice(at + 1);
  if (value !== undefined) patch['registry.value'] = value;
}

/** Sysmon's path of a value: its name is the last part. */
export function setRegistryValue(patch: Patch, path: string): void {
  const at = path.lastIndexOf('\\');
  if (at <= 0) setRegistry(patch, path, undefined);
  else setRegistry(patch, path.slice(0, at), path.slice(at + 1));
}

export function setRegistryData(patch: Patch, data: unknown): void {
  const text = said(data);
  if (text === undefined) return;
  patch['registry.data.strings'] = [text];
  patch['registry.data.type'] = TYPES.find(([start]) => text.startsWith(start))?.[1] ?? 'REG_SZ';
}
