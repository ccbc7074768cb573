import { compilePredicate } from '@tocsin/query';

import { RuleIndex } from '../index/rule-index';
import { readRules } from '../rules/read-rules';
import type { LogSource } from '../rules/rule';
import { mappedVocabulary, unmappedEvent } from './mapped-vocabulary';

const MAP = `
logsources:
  start_1:
    category: process_creation
    product: windows
    conditions: { EventID: 1 }
    rewrite: { product: windows, service: sysmon }
  start_2:
    category: process_creation
    product: windows
    conditions: { EventID: [4688, 4689] }
    rewrite: { product: windows, service: security }
    fieldmappings: { Image: NewProcessName }
  sysmon: { product: windows, service: sysmon, sources: ['WinEventLog:Microsoft-Windows-Sysmon/Operational'] }
  security: { product: windows, service: security, sources: ['WinEventLog:Security', 'File:C:\\x.log'] }
`;
const vocabulary = mappedVocabulary(MAP);
const SYSMON = { Channel: 'microsoft-windows-sysmon/OPERATIONAL', EventID: 1 };

function means(logsource: LogSource, record: Record<string, unknown>): boolean {
  return vocabulary(logsource).some(({ routing }) => compilePredicate(routing)(unmappedEvent(record)));
}

describe(mappedVocabulary.name, () => {
  it.each<[LogSource, Record<string, unknown>, boolean]>([
    [{ product: 'windows', category: 'process_creation' }, SYSMON, true],
    [{ product: 'windows', category: 'process_creation' }, { ...SYSMON, EventID: '5' }, false],
    [{ product: 'windows', category: 'process_creation' }, { Channel: 'Security', EventID: 4688 }, true],
    [{ product: 'windows', service: 'sysmon' }, { ...SYSMON, EventID: 99 }, true],
    [{ product: 'windows', service: 'security' }, SYSMON, false],
    [{ product: 'windows' }, { Channel: 'Anything' }, true],
    [{ product: 'windows', service: 'dns-server' }, { Channel: 'DNS Server' }, true],
    [{ product: 'windows', category: 'unheard_of' }, SYSMON, false],
    [{ product: 'linux' }, SYSMON, false],
  ])('takes %j for what the map says of it', (logsource, record, expected) => {
    expect(means(logsource, record)).toBe(expected);
  });

  it('reads a rule once for each meaning, with the fields it has there', () => {
    const text = `
title: Whoami
id: who
logsource: { product: windows, category: process_creation }
detection: { selection: { Image|endswith: whoami.exe }, condition: selection }`;
    const { rules, refused } = readRules([{ file: 'a.yml', text }], { vocabulary });
    expect(refused).toEqual([]);
    const index = new RuleIndex(rules);
    const hits = (record: Record<string, unknown>) => index.find(unmappedEvent(record)).map(({ facts }) => facts.id);
    expect(hits({ ...SYSMON, Image: 'C:\\whoami.exe' })).toEqual(['who']);
    expect(hits({ Channel: 'Security', EventID: 4688, NewProcessName: 'C:\\whoami.exe' })).toEqual(['who']);
    expect(hits({ Channel: 'Security', EventID: 4688, Image: 'C:\\whoami.exe' })).toEqual([]);
    expect(hits({ Channel: 'Security', EventID: 4624, NewProcessName: 'C:\\whoami.exe' })).toEqual([]);
  });

  it('refuses what is no map', () => {
    expect(() => mappedVocabulary('logsources: [1]')).toThrow();
    expect(() => mappedVocabulary('a: b: c')).toThrow();
  });
});
