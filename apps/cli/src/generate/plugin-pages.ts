import type { Setting } from './configuration-page';

/** A plug-in as `describe` of apps/standalone tells of it. */
export interface DescribedPlugin {
  readonly kind: 'unwrapper' | 'normalizer' | 'enricher' | 'tap';
  readonly type: string;
  readonly understands?: string;
  readonly order: number;
  readonly stability: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly drops: readonly string[];
  readonly onFailure: 'skip' | 'park';
  readonly budgetMicros: number;
  readonly isOnByDefault: boolean;
  readonly differsBySource: boolean;
  readonly options: readonly Setting[];
  /** What it is for, from the comment above its class. */
  readonly summary: string;
}

const MADE = 'Made by `npm run generate` from the code.';

const LAYERS: Readonly<Record<string, string>> = {
  dialect: 'a dialect: the first of them that claims a record makes an event of it',
  header: 'a header before the text',
  content: 'content: the first of them that has something to say of an event refines it',
  finish: 'nothing of its own: it finishes every event it claims',
};

/** `docs/plugins/`: a page for each plug-in and one that lists them, by file name. */
export function pluginPages(plugins: readonly DescribedPlugin[]): Record<string, string> {
  const sorted = [...plugins].sort((a, b) => (a.type < b.type ? -1 : 1));
  const pages = sorted.map((plugin) => [`${plugin.type}.md`, page(plugin)] as const);
  return { 'README.md': index(sorted), ...Object.fromEntries(pages) };
}

function index(plugins: readonly DescribedPlugin[]): string {
  const section = (kind: DescribedPlugin['kind'], title: string): string => {
    const rows = plugins.filter((plugin) => plugin.kind === kind);
    const lines = rows.map((plugin) => `| [${plugin.type}](${plugin.type}.md) | ${firstSentence(plugin.summary)} |`);
    return `## ${title}\n\n| type | |\n|--|--|\n${lines.join('\n')}\n`;
  };
  return [
    `# Plug-ins\n\n${MADE} How to write one: [../writing-plugins.md](../writing-plugins.md).\n`,
    section('unwrapper', 'Unwrappers: what services put around records'),
    section('normalizer', 'Normalizers: records and texts become events'),
    section('enricher', 'Enrichers: what we know of an event'),
    section('tap', 'Taps: copies of events for others'),
  ].join('\n');
}

function page(plugin: DescribedPlugin): string {
  return `${[`# ${plugin.type}`, plugin.summary, facts(plugin), options(plugin), MADE].filter(Boolean).join('\n\n')}\n`;
}

function facts({ kind, understands, ...plugin }: DescribedPlugin): string {
  const isTap = kind === 'tap';
  const hasFields = kind === 'normalizer' || kind === 'enricher';
  const lines = [
    `- Kind: ${kind}${understands === undefined ? '' : `; understands ${LAYERS[understands] ?? understands}`}`,
    isTap ? '' : `- Order: ${plugin.order} (smaller runs earlier)`,
    `- Stability: ${plugin.stability}`,
    hasFields ? `- Reads: ${fields(plugin.reads)}` : '',
    hasFields ? `- Writes: ${fields(plugin.writes)}` : '',
    plugin.drops.length > 0 ? `- Drops events by: ${dropRules(plugin.drops)}` : '',
    isTap ? '' : `- When it fails on an event: ${failure(plugin.onFailure)}`,
    isTap ? '' : `- Passed over when an event costs more than ${plugin.budgetMicros} µs on average, again and again`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function fields(names: readonly string[]): string {
  if (names.includes('*')) return 'any field';
  return names.length === 0
    ? 'none; it looks at the record'
    : [...new Set(names)]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', ');
}

function dropRules(rules: readonly string[]): string {
  return rules.includes('*') ? 'the rules its options name' : rules.map((rule) => `\`${rule}\``).join(', ');
}

function failure(policy: DescribedPlugin['onFailure']): string {
  return policy === 'park' ? 'the event is parked' : 'the event goes on without it, with a note';
}

function options({ kind, type, options: rows, ...plugin }: DescribedPlugin): string {
  const place = kind === 'tap' ? 'pipeline.taps.<name>.options' : `pipeline.${kind}s.${type}`;
  const intro = `## Options\n\nUnder \`${place}\` of \`tocsin.yml\`${kind === 'tap' ? '' : turning(plugin)}.`;
  if (rows.length === 0) return `${intro} It has none.`;
  const lines = rows.map(({ key, fallback, description }) => {
    const value = fallback === undefined ? 'must be given' : fallback === 'null' ? '' : `\`${fallback}\``;
    return `| \`${key}\` | ${value} | ${description.replaceAll('|', '\\|')} |`;
  });
  return `${intro}\n\n| option | default | |\n|--|--|--|\n${lines.join('\n')}`;
}

function turning({
  isOnByDefault,
  differsBySource,
}: Pick<DescribedPlugin, 'isOnByDefault' | 'differsBySource'>): string {
  const how = isOnByDefault
    ? ', or `false` there to turn it off'
    : '; it runs only when it is named there, `{}` is enough';
  return differsBySource ? how : `${how}. A source may turn it on or off, not have options of its own`;
}

function firstSentence(text: string): string {
  return (/^.*?[.](?= |$)/s.exec(text)?.[0] ?? text).replaceAll('\n', ' ');
}
