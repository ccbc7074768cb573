import { DURATIONS, quantityText, readQuantity, SIZES } from '../../../../shared/quantity';
import type { SourceSettings } from './source-settings';

/** The settings of a source as they stand in a form: text where people type. */
export interface SourceDraft {
  description: string;
  enabled: boolean;
  /** One a line, as {@link certificateSubjects}. */
  allowedNetworks: string;
  longestSilence: string;
  dialect: string;
  zone: string;
  tags: string;
  eventsPerSecond: string;
  requests: string;
  bytes: string;
  strict: boolean;
  remembersBodies: boolean;
  certificateSubjects: string;
}

export function draftOf(settings: SourceSettings): SourceDraft {
  const { limits, description, enabled, zone, strict, remembersBodies } = settings;
  const text = (value: number | null, write: (value: number) => string) => (value === null ? '' : write(value));
  return {
    ...{ description, enabled, zone, strict, remembersBodies },
    allowedNetworks: settings.allowedNetworks.join('\n'),
    longestSilence: text(settings.longestSilenceSeconds, (seconds) => quantityText(seconds, DURATIONS)),
    dialect: settings.dialect ?? '',
    tags: settings.tags.join(', '),
    eventsPerSecond: text(limits.eventsPerSecond, String),
    requests: text(limits.requests, String),
    bytes: text(limits.bytes, (bytes) => quantityText(bytes, SIZES)),
    certificateSubjects: settings.certificateSubjects.join('\n'),
  };
}

/** What a form without errors says; blanks around things and empty entries do not count. */
export function settingsIn(draft: SourceDraft): SourceSettings {
  const { enabled, zone, strict, remembersBodies } = draft;
  return {
    description: draft.description.trim(),
    enabled,
    allowedNetworks: entries(draft.allowedNetworks, /[\s,]+/),
    longestSilenceSeconds: readQuantity(draft.longestSilence, DURATIONS) ?? null,
    dialect: draft.dialect.trim() || null,
    zone,
    tags: entries(draft.tags, /[,\n]/),
    limits: {
      eventsPerSecond: wholeNumber(draft.eventsPerSecond),
      requests: wholeNumber(draft.requests),
      bytes: readQuantity(draft.bytes, SIZES) ?? null,
    },
    strict,
    remembersBodies,
    // Not at commas: they are part of a subject.
    certificateSubjects: entries(draft.certificateSubjects, /\n/),
  };
}

/** Why a text cannot be read; `undefined` when it can, or is empty. */
export const READ_FAULTS = {
  longestSilence: (text: string) =>
    isReadable(text, readQuantity(text, DURATIONS)) ? undefined : 'Say it with its unit: 90 s, 15 min, 2 h or 1 d.',
  bytes: (text: string) =>
    isReadable(text, readQuantity(text, SIZES)) ? undefined : 'Say it with its unit: 64 MiB or 1 GiB.',
  eventsPerSecond: countFault,
  requests: countFault,
};

function countFault(text: string): string | undefined {
  return /^\s*\d{0,9}\s*$/.test(text) ? undefined : 'Use a whole number.';
}

function isReadable(text: string, value: number | undefined): boolean {
  return text.trim() === '' || value !== undefined;
}

function wholeNumber(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function entries(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
