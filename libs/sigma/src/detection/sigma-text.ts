import { escapeWildcards } from '@tocsin/query';

/**
 * A Sigma text as a wildcard pattern of our own. In Sigma a backslash escapes `*`, `?` and itself, and stands for itself
 * before anything else; in ours it always escapes.
 */
export function toPattern(sigmaText: string): string {
  return sigmaText.replace(/\\([*?\\])|\\/g, (_, escaped: string | undefined) => escapeWildcards(escaped ?? '\\'));
}

/** The characters a Sigma text stands for; `undefined` when it has wildcards. */
export function toLiteral(sigmaText: string): string | undefined {
  const withoutEscapes = sigmaText.replace(/\\([*?\\])/g, '');
  if (/[*?]/.test(withoutEscapes)) return undefined;
  return sigmaText.replace(/\\([*?\\])/g, '$1');
}
