import type { CreateSource, Source } from '@tocsin/api-contract';

import { DURATIONS, quantityText, SIZES } from '../../../../shared/quantity';

/** What can be changed of a source. */
export type SourceSettings = Omit<CreateSource, 'name'>;
export type SettingName = keyof SourceSettings;

/** Every setting in the order in which it is shown, and what people call it. */
export const SETTING_TITLES: Readonly<Record<SettingName, string>> = {
  description: 'What it is',
  enabled: 'May send',
  allowedNetworks: 'May send from',
  longestSilenceSeconds: 'Longest silence',
  dialect: 'Dialect',
  zone: 'Zone of times without one',
  tags: 'Tags',
  limits: 'Limits at one front end',
  strict: 'Strict',
  remembersBodies: 'Bodies sent again',
  certificateSubjects: 'Client certificates',
};

export const SETTING_NAMES = Object.keys(SETTING_TITLES) as SettingName[];

/** A source without its name and what the server says about it. */
export function settingsOf(source: Source): SourceSettings {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, source[name]])) as unknown as SourceSettings;
}

/** The settings that differ, as they are in `after`. */
export function changesBetween(before: SourceSettings, after: SourceSettings): Partial<SourceSettings> {
  const changed = SETTING_NAMES.filter((name) => !isSame(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A setting as a person reads it. */
export function settingInWords(name: SettingName, settings: SourceSettings): string {
  switch (name) {
    case 'description':
      return settings.description || 'nothing said';
    case 'dialect':
      return settings.dialect ?? 'as the endpoint tells';
    case 'zone':
      return settings.zone;
    case 'tags':
      return settings.tags.join(', ') || 'none';
    case 'limits':
      return limitsInWords(settings.limits);
    case 'allowedNetworks':
      return settings.allowedNetworks.join(', ') || 'anywhere';
    case 'longestSilenceSeconds':
      return rhythmInWords(settings.longestSilenceSeconds);
    case 'strict':
      return settings.strict ? 'what is no event is refused' : 'what is no event is parked';
    case 'remembersBodies':
      return settings.remembersBodies ? 'count as sent again' : 'count as new events';
    case 'certificateSubjects':
      return settings.certificateSubjects.join('; ') || 'none';
    case 'enabled':
      return settings.enabled ? 'yes' : 'no, everything it sends is refused';
  }
}

export function rhythmInWords(longestSilenceSeconds: number | null): string {
  return longestSilenceSeconds === null ? 'as learned' : quantityText(longestSilenceSeconds, DURATIONS);
}

function limitsInWords({ eventsPerSecond, requests, bytes }: SourceSettings['limits']): string {
  const own = [
    eventsPerSecond === null ? undefined : `${eventsPerSecond.toLocaleString('en')} events/s`,
    requests === null ? undefined : `${requests.toLocaleString('en')} requests at once`,
    bytes === null ? undefined : `${quantityText(bytes, SIZES)} at once`,
  ].filter((part) => part !== undefined);
  return own.join(', ') || 'as for every source';
}
