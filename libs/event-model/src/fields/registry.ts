import { fields } from './base';

export const REGISTRY_FIELDS = fields('keyword', {
  'registry.data.bytes': 'Data that is no text, in base64.',
  'registry.data.strings': 'Data as text.',
  'registry.data.type': 'Type of the value: REG_SZ, REG_DWORD, …',
  'registry.hive': 'Hive, short: HKLM, HKCU, …',
  'registry.key': 'Key below the hive.',
  'registry.path': 'Hive, key and value.',
  'registry.value': 'Name of the value.',
});
