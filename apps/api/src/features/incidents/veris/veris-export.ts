import type { Incident, IncidentItem, VerisIncident } from '@tocsin/api-contract';

import { verisLabels } from './veris-enumeration';

/** Fields that hold one value; of several tags the last one counts. All other fields hold any number. */
const SINGLE = new Set([
  'confidence',
  'cost_corrective_action',
  'discovery_method',
  'security_incident',
  'targeted',
  'asset.accessibility',
  'asset.cloud',
  'asset.hosting',
  'asset.management',
  'asset.ownership',
  'attribute.availability.duration.unit',
  'attribute.confidentiality.data_disclosure',
  'impact.iso_currency_code',
  'impact.loss.rating',
  'impact.overall_rating',
  'timeline.compromise.unit',
  'timeline.containment.unit',
  'timeline.discovery.unit',
  'timeline.exfiltration.unit',
  'victim.employee_count',
  'victim.revenue.iso_currency_code',
]);
const VARIETY_AND_VECTOR = ['variety', 'vector'];
/** What VERIS asks of each part once it is there; what nobody tagged is said to be unknown. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  'action.environmental': ['variety'],
  'action.error': VARIETY_AND_VECTOR,
  'action.hacking': VARIETY_AND_VECTOR,
  'action.malware': VARIETY_AND_VECTOR,
  'action.misuse': VARIETY_AND_VECTOR,
  'action.physical': VARIETY_AND_VECTOR,
  'action.social': ['variety', 'vector', 'target'],
  'actor.external': ['variety', 'motive', 'country'],
  'actor.internal': ['variety', 'motive'],
  'actor.partner': ['motive', 'country'],
  'attribute.availability': ['variety'],
  'attribute.confidentiality': ['data_disclosure'],
  'attribute.integrity': ['variety'],
};
const UNITS = [
  ['Days', 86_400],
  ['Hours', 3_600],
  ['Minutes', 60],
  ['Seconds', 1],
] as const;

type Tree = Record<string, unknown>;

/** What an incident is in the words of VERIS 1.3, from its tags, milestones and items. */
export function verisOf(incident: Incident, items: readonly IncidentItem[]): VerisIncident {
  const tags = textsOf(items, 'veris', 'tag');
  const tree = treeOf(tags.filter((tag) => verisLabels().has(tag)));
  const part = (name: string): Tree => (tree[name] ?? {}) as Tree;
  const unrecognised = tags.filter((tag) => !verisLabels().has(tag));
  const exported: Tree = {
    schema_version: '1.3',
    incident_id: incident.number,
    source_id: 'tocsin',
    security_incident: incident.kind === 'incident' ? 'Confirmed' : 'Suspected',
    discovery_method: 'Unknown',
    summary: incident.summary === '' ? incident.title : incident.summary,
    ...joined('reference', textsOf(items, 'reference', 'url')),
    ...joined('corrective_action', textsOf(items, 'lesson', 'whatToDo')),
    ...tree,
    actor: tree['actor'] ?? { unknown: {} },
    action: tree['action'] ?? { unknown: {} },
    asset: { assets: [{ variety: 'Unknown' }], ...part('asset') },
    attribute: tree['attribute'] ?? { confidentiality: { data_disclosure: 'Unknown' } },
    victim: { country: ['Unknown'], employee_count: 'Unknown', industry: '000', ...part('victim') },
    timeline: { ...timelineOf(incident), ...part('timeline') },
    ...(tree['impact'] === undefined ? {} : { impact: { overall_rating: 'Unknown', ...part('impact') } }),
    ...indicatorsOf(items),
    plus: plusOf(incident, unrecognised),
  };
  return exported as VerisIncident;
}

function treeOf(tags: readonly string[]): Tree {
  const tree: Tree = {};
  for (const tag of tags) put(tree, tag.slice(0, tag.lastIndexOf('.')), tag.slice(tag.lastIndexOf('.') + 1));
  for (const [path, fields] of Object.entries(ASKED)) {
    const part = at(tree, path.split('.'));
    if (part !== undefined) for (const field of fields) part[field] ??= isSingle(path, field) ? 'Unknown' : ['Unknown'];
  }
  listObjects(tree);
  return tree;
}

const isSingle = (path: string, field: string): boolean => SINGLE.has(`${path}.${field}`);

function put(tree: Tree, field: string, value: string): void {
  const path = field.split('.');
  const last = path.pop()!;
  let part = tree;
  for (const name of path) part = (part[name] ??= {}) as Tree;
  part[last] = SINGLE.has(field) ? value : [...((part[last] ?? []) as string[]), value];
}

function at(tree: Tree, path: readonly string[]): Tree | undefined {
  let part: Tree | undefined = tree;
  for (const name of path) part = part?.[name] as Tree | undefined;
  return part;
}

/** Assets, kinds of data and losses are lists of things that have a variety. */
function listObjects(tree: Tree): void {
  for (const path of [
    ['asset', 'assets'],
    ['attribute', 'confidentiality', 'data'],
    ['impact', 'loss'],
  ]) {
    const owner = at(tree, path.slice(0, -1));
    const held = at(tree, path);
    if (owner === undefined || held === undefined) continue;
    const { variety = ['Other'], ...rest } = held as { variety?: readonly string[] };
    owner[path.at(-1)!] = variety.map((one) => ({ variety: one, ...rest }));
  }
}

/** It began when it occurred, as far as somebody knows. */
function timelineOf({ milestones, createdAt, measures }: Incident): VerisIncident['timeline'] {
  const begun = new Date(milestones.occurred?.at ?? milestones.detected?.at ?? createdAt);
  const incident = {
    year: begun.getUTCFullYear(),
    month: begun.getUTCMonth() + 1,
    day: begun.getUTCDate(),
    time: begun.toISOString().slice(11, 19),
  };
  const { ttd, ttc } = measures;
  return {
    incident,
    ...(ttd === null || ttd.isRunning ? {} : { discovery: spanOf(ttd.seconds) }),
    ...(ttc === null || ttc.isRunning ? {} : { containment: spanOf(ttc.seconds) }),
  };
}

function spanOf(seconds: number): { unit: string; value: number } {
  const size = Math.max(0, Math.round(seconds));
  const [unit, length] = UNITS.find(([, one]) => size >= one) ?? ['Seconds', 1];
  return { unit, value: Math.floor(size / length) };
}

function textsOf(items: readonly IncidentItem[], kind: IncidentItem['kind'], field: string): string[] {
  return items.flatMap(({ kind: its, data }) => {
    const text = data[field];
    return its === kind && typeof text === 'string' && text !== '' ? [text] : [];
  });
}

const joined = (field: string, texts: readonly string[]): Tree =>
  texts.length === 0 ? {} : { [field]: [...new Set(texts)].join('; ') };

function indicatorsOf(items: readonly IncidentItem[]): Pick<VerisIncident, 'ioc'> {
  const ioc = items
    .filter(({ kind }) => kind === 'indicator')
    .map(({ data }) => ({
      indicator: String(data['value']),
      ...(typeof data['note'] === 'string' && data['note'] !== '' ? { comment: data['note'] } : {}),
    }));
  return ioc.length === 0 ? {} : { ioc };
}

function plusOf(incident: Incident, unrecognised: readonly string[]): Tree {
  const { title, type, severity, phase, tlp, pap, createdAt, updatedAt } = incident;
  const told = { title, type, severity, phase, tlp, pap, created: createdAt, modified: updatedAt };
  return unrecognised.length === 0 ? told : { ...told, unrecognised_tags: unrecognised };
}
