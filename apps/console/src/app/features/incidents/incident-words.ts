import type { Incident, MilestoneName } from '@tocsin/api-contract';

export { PHASE_WORDS, TYPE_WORDS } from '../../shared/incident-words';

export const MILESTONE_WORDS: Readonly<Record<MilestoneName, string>> = {
  occurred: 'Occurred',
  detected: 'Detected',
  reported: 'Reported',
  verified: 'Verified',
  mitigated: 'Mitigated',
  contained: 'Contained',
  closed: 'Closed',
};

/** Each measure with its formula, in the order in which they are shown. */
export const MEASURES = [
  ['ttd', 'TTD', 'Time to detect: detected − occurred'],
  ['tta', 'TTA', 'Time to act: reported − detected'],
  ['ttc', 'TTC', 'Time to contain: contained − detected'],
  ['ttr', 'TTR', 'Time to resolve: closed − detected'],
] as const satisfies readonly (readonly [keyof Incident['measures'], string, string])[];

export const TLP_WORDS: Readonly<Record<Incident['tlp'], string>> = {
  red: 'TLP:RED',
  amber_strict: 'TLP:AMBER+STRICT',
  amber: 'TLP:AMBER',
  green: 'TLP:GREEN',
  clear: 'TLP:CLEAR',
};

export const PAP_WORDS: Readonly<Record<Incident['pap'], string>> = {
  red: 'PAP:RED',
  amber: 'PAP:AMBER',
  green: 'PAP:GREEN',
  clear: 'PAP:CLEAR',
};

/** How a length of time is written where seconds matter: `10 m 06 s`, `5 h 02 m`. */
export function longDuration(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const all = Math.abs(Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(all / 3_600), Math.floor((all % 3_600) / 60), all % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  if (hours >= 48) return `${sign}${Math.floor(hours / 24)} d ${hours % 24} h`;
  if (hours > 0) return `${sign}${hours} h ${two(minutes)} m`;
  return minutes > 0 ? `${sign}${minutes} m ${two(rest)} s` : `${sign}${rest} s`;
}
