import type { Incident, IncidentItem, LinkedAlerts } from '@tocsin/api-contract';

/** A piece of a report, without regard to how it is written down. All text is as people and senders wrote it. */
export type ReportBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Report {
  readonly title: string;
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly ReportBlock[] }[];
}

/** What a report tells of. */
export interface ReportMatter {
  readonly incident: Incident;
  readonly items: readonly IncidentItem[];
  readonly alerts: LinkedAlerts['alerts'];
  /** Its description and notes, and those of what was merged into it. */
  readonly notes: readonly { readonly heading: string; readonly text: string }[];
  /** Long texts of items, by the item's id. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Table {
  readonly heading: string;
  readonly kind: IncidentItem['kind'];
  /** The heading of each column and the field it shows. */
  readonly columns: readonly (readonly [heading: string, field: string])[];
}

const TABLES: readonly Table[] = [
  {
    heading: 'Timeline',
    kind: 'timeline',
    columns: [
      ['Time (UTC)', 'at'],
      ['What happened', 'title'],
      ['From', 'about'],
    ],
  },
  {
    heading: 'Indicators',
    kind: 'indicator',
    columns: [
      ['Value', 'value'],
      ['Type', 'type'],
      ['Malicious', 'isMalicious'],
      ['Note', 'note'],
    ],
  },
  {
    heading: 'Tasks',
    kind: 'task',
    columns: [
      ['Task', 'title'],
      ['State', 'state'],
      ['Due (UTC)', 'dueAt'],
      ['Assignee', 'assignee'],
    ],
  },
  {
    heading: 'Theories',
    kind: 'theory',
    columns: [
      ['Theory', 'title'],
      ['State', 'state'],
      ['For', 'evidenceFor'],
      ['Against', 'evidenceAgainst'],
    ],
  },
  {
    heading: 'Mitigations',
    kind: 'mitigation',
    columns: [
      ['Mitigation', 'title'],
      ['State', 'state'],
      ['Until (UTC)', 'isTemporaryUntil'],
    ],
  },
  {
    heading: 'Lessons',
    kind: 'lesson',
    columns: [
      ['Lesson', 'title'],
      ['What to do', 'whatToDo'],
      ['Assignee', 'assignee'],
    ],
  },
  {
    heading: 'References',
    kind: 'reference',
    columns: [
      ['Title', 'title'],
      ['Address', 'url'],
    ],
  },
  { heading: 'VERIS', kind: 'veris', columns: [['Tag', 'tag']] },
];

/** Everything an incident holds, in the order in which a reader needs it; parts that are empty are left out. */
export function reportOf({ incident, items, alerts, notes, texts }: ReportMatter): Report {
  const summary = incident.summary === '' ? 'Nobody has written a summary yet.' : incident.summary;
  const sections = [
    { heading: 'Incident', blocks: [table(['', ''], headRows(incident))] },
    { heading: 'Summary', blocks: [{ kind: 'text' as const, text: summary }] },
    ...notes.map(({ heading, text }) => ({ heading, blocks: [{ kind: 'text' as const, text }] })),
    { heading: 'Milestones', blocks: [table(['Milestone', 'Time (UTC)', 'Source'], milestoneRows(incident))] },
    { heading: 'Measures', blocks: [table(['Measure', 'Time'], measureRows(incident))] },
    { heading: 'Alerts', blocks: [table(['Alert', 'Severity', 'Last (UTC)', 'Title'], alertRows(alerts))] },
    ...TABLES.map(({ heading, kind, columns }) => ({
      heading,
      blocks: [itemTable(columns, items, kind), ...textBlocks(items, kind, texts)],
    })),
  ];
  const filled = sections.filter(({ blocks }) => blocks.some((one) => one.kind === 'text' || one.rows.length > 0));
  return { title: `${incident.number} ${incident.title}`, sections: filled };
}

type Rows = readonly (readonly string[])[];

const table = (head: readonly string[], rows: Rows): ReportBlock => ({ kind: 'table', head, rows });

/** What was written about items at length, below their table. */
function textBlocks(items: readonly IncidentItem[], kind: Table['kind'], texts: ReportMatter['texts']): ReportBlock[] {
  return items.flatMap((item) => {
    const text = item.kind === kind ? (texts.get(item.id) ?? '') : '';
    return text.trim() === '' ? [] : [{ kind: 'text', text: `${said(item.data['title'])}:\n${text}` } as const];
  });
}

function headRows(incident: Incident): Rows {
  return [
    ['Number', incident.number],
    ['Kind', incident.kind],
    ['Type', said(incident.type)],
    ['Severity', incident.severity],
    ['Phase', said(incident.phase)],
    ['Sharing', `TLP ${said(incident.tlp)}, PAP ${said(incident.pap)}`],
    ['Lead', incident.lead?.displayName ?? 'nobody'],
    ['Contact', incident.contact],
    ['Team', incident.team.map(({ displayName }) => displayName).join(', ')],
    ['Tags', incident.tags.join(', ')],
    ['Restricted', incident.isRestricted ? 'yes' : 'no'],
    ['Merged from', incident.merged.join(', ')],
    ['Made', incident.createdAt],
    ['As of', incident.asOf],
  ].filter(([, value]) => value !== '');
}

function milestoneRows({ milestones }: Incident): Rows {
  return Object.entries(milestones)
    .toSorted(([, one], [, other]) => (one.at < other.at ? -1 : 1))
    .map(([name, { at, source, setBy }]) => [name, at, source === '' ? (setBy?.displayName ?? '') : source]);
}

function measureRows({ measures }: Incident): Rows {
  return Object.entries(measures).flatMap(([name, measure]) =>
    measure === null ? [] : [[name.toUpperCase(), duration(measure.seconds) + (measure.isRunning ? ' (runs)' : '')]],
  );
}

function alertRows(alerts: LinkedAlerts['alerts']): Rows {
  return alerts.map(({ number, severity, lastAt, title }) => [number, severity, lastAt, title]);
}

function itemTable(columns: Table['columns'], items: readonly IncidentItem[], kind: Table['kind']): ReportBlock {
  const rows = items
    .filter((item) => item.kind === kind)
    .map((item) =>
      columns.map(([, field]) => said(field === 'assignee' ? item.assignee?.displayName : item.data[field])),
    );
  return table(
    columns.map(([heading]) => heading),
    rows,
  );
}

function said(value: unknown): string {
  if (Array.isArray(value)) return value.map(said).join('; ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return '';
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll('_', ' ') : value;
}

/** Days, hours and minutes, or seconds of what is shorter than a minute. */
function duration(seconds: number): string {
  const size = Math.abs(seconds);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(size / 86_400), 'd'],
    [Math.floor((size % 86_400) / 3_600), 'h'],
    [Math.floor((size % 3_600) / 60), 'min'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return (seconds < 0 ? '−' : '') + (words.length === 0 ? `${size} s` : words.join(' '));
}
