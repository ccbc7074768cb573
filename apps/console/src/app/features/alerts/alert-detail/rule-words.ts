/** ATT&CK tags of a Sigma rule as people write them: `T1110.003`, `Credential access`; other tags are left out. */
export function attackTags(tags: readonly string[]): string[] {
  return tags
    .filter((tag) => tag.startsWith('attack.'))
    .map((tag) => tag.slice('attack.'.length))
    .map((name) => (/^[tsg]\d/.test(name) ? name.toUpperCase() : capital(name.replace(/[-_]/g, ' '))));
}

/** The address when it may be followed with a click, which only a plain web address may. */
export function safeLink(reference: string): string | undefined {
  if (!/^https?:\/\/\S+$/i.test(reference)) return undefined;
  return URL.canParse(reference) ? new URL(reference).href : undefined;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
