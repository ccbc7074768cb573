import type { RuleRecords, RuleSummary } from '@tocsin/api-contract';

type Record = RuleRecords['records'][number];

/** What states are called, and what follows from them. */
export const STATE_WORDS: Readonly<{
  [State in RuleSummary['state']]: { readonly name: string; readonly says: string; readonly verb: string };
}> = {
  enabled: { name: 'Live', says: 'It raises alerts.', verb: 'Set live' },
  shadow: { name: 'Shadow', says: 'It is counted and raises nothing.', verb: 'Set to shadow' },
  disabled: { name: 'Off', says: 'Nobody looks for what it looks for.', verb: 'Switch off' },
};

/** `3 of 4`, of the alerts people judged in 90 days. */
export function judgedWords(record: Record | undefined): string {
  if (record === undefined || record.judged === 0) return 'not judged';
  return `${record.truePositive.toLocaleString('en')} of ${record.judged.toLocaleString('en')}`;
}

/** `linux, sshd`: which events a rule looks at. */
export function logsourceWords(logsource: RuleSummary['logsource']): string {
  const parts = Object.values(logsource);
  return parts.length === 0 ? 'any event' : parts.join(', ');
}
