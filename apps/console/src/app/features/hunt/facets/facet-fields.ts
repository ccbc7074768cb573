/** What is counted unless the address says otherwise. */
const USUAL = [
  'event.category',
  'event.outcome',
  'event.action',
  'host.name',
  'user.name',
  'source.ip',
  'process.name',
  'tocsin.source',
] as const;
const NONE = 'off';
const MOST = 12;

/** The fields an address names; `undefined` when none shall be counted. */
export function facetFieldsOf(text: string | undefined): readonly string[] | undefined {
  if (text === NONE) return undefined;
  const names = (text ?? '').split(',').filter((name) => name !== '');
  return names.length === 0 ? USUAL : [...new Set(names)].slice(0, MOST);
}

/** As they stand in the address; null when they need not. */
export function facetAddress(fields: readonly string[] | undefined): string | null {
  if (fields === undefined || fields.length === 0) return NONE;
  const text = fields.slice(-MOST).join(',');
  return text === USUAL.join(',') ? null : text;
}
