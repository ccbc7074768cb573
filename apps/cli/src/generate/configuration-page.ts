/** One setting; see `describeConfig` of libs/config. */
export interface Setting {
  readonly key: string;
  readonly variable: string;
  readonly description: string;
  readonly fallback?: string;
}

/** `docs/configuration.md`: every setting once, with the apps that read it. */
export function configurationPage(settingsByApp: Readonly<Record<string, readonly Setting[]>>): string {
  const sections = new Map<string, Map<string, { setting: Setting; apps: string[] }>>();
  for (const [app, settings] of Object.entries(settingsByApp)) {
    for (const setting of settings) note(sections, app, setting);
  }
  return [INTRODUCTION, ...[...sections].map(([section, rows]) => table(section, [...rows.values()]))].join('\n');
}

const INTRODUCTION = `# Configuration

Made by \`npm run generate\` from the schemas of the apps. A setting is read from \`tocsin.yml\` (or the file \`TOCSIN_CONFIG\` names), and
the variable beside it wins over the file. A variable with \`_FILE\` at its end names a file to read the value from; use it for
secrets. A wrong or unknown setting stops the start, with every problem at once.

Logs go to standard output as JSON lines; \`LOG_LEVEL\` (default \`info\`) says how much.
`;

function note(
  sections: Map<string, Map<string, { setting: Setting; apps: string[] }>>,
  app: string,
  setting: Setting,
): void {
  const section = setting.key.split('.', 1)[0] ?? '';
  const rows = sections.get(section) ?? new Map<string, { setting: Setting; apps: string[] }>();
  sections.set(section, rows);
  const row = rows.get(setting.key) ?? { setting, apps: [] };
  rows.set(setting.key, { ...row, apps: [...row.apps, app] });
}

function table(section: string, rows: readonly { setting: Setting; apps: readonly string[] }[]): string {
  const readers = [...new Set(rows.flatMap(({ apps }) => apps))].join(', ');
  const lines = rows.map(({ setting }) => {
    const fallback = setting.fallback === undefined ? 'must be given' : `\`${setting.fallback}\``;
    return `| \`${setting.key}\` | \`${setting.variable}\` | ${fallback} | ${setting.description} |`;
  });
  return `## ${section}\n\nRead by ${readers}.\n\n| setting | variable | default | |\n|--|--|--|--|\n${lines.join('\n')}\n`;
}
