import type { JsonRecord } from '@tocsin/plugin-kit';

import { isRecord, WindowsRecordBuilder, type SystemField, type WindowsRecord } from './windows-record';

/** Where each value stands below `System`: element, and attribute if it is one. */
const PLACES: readonly (readonly [SystemField, string, string?])[] = [
  ['provider', 'Provider', 'Name'],
  ['providerGuid', 'Provider', 'Guid'],
  ['eventId', 'EventID'],
  ['version', 'Version'],
  ['level', 'Level'],
  ['task', 'Task'],
  ['opcode', 'Opcode'],
  ['keywords', 'Keywords'],
  ['time', 'TimeCreated', 'SystemTime'],
  ['recordId', 'EventRecordID'],
  ['activityId', 'Correlation', 'ActivityID'],
  ['processId', 'Execution', 'ProcessID'],
  ['threadId', 'Execution', 'ThreadID'],
  ['channel', 'Channel'],
  ['computer', 'Computer'],
  ['userId', 'Security', 'UserID'],
];
const TEXTS = ['#text', '$value', '_', 'Value', 'content'];
const XML_NAMES = /^(?:#attributes|#text|xmlns|@xmlns|\$|xml_name)$/;

/** Reads an event in the shape of its XML, as evtx_dump and its like write it. `around` is what stands beside it. */
export function readEvtx(event: JsonRecord, around: JsonRecord): WindowsRecord {
  const built = new WindowsRecordBuilder();
  const system = isRecord(event['System']) ? event['System'] : {};
  for (const [field, element, attribute] of PLACES)
    built.setSystem(field, attribute === undefined ? textOf(system[element]) : attributeOf(system, element, attribute));
  readEventData(built, event['EventData']);
  readUserData(built, event['UserData']);
  const rendering = event['RenderingInfo'];
  built.setSystem('message', event['Message'] ?? (isRecord(rendering) ? rendering['Message'] : undefined));
  Object.assign(built.rest, around);
  return built;
}

/** The tools differ in how they write attributes. */
function attributeOf(system: JsonRecord, element: string, name: string): unknown {
  const beside = system[`${element}_attributes`];
  if (isRecord(beside) && beside[name] !== undefined) return beside[name];
  const node = system[element];
  if (!isRecord(node)) return undefined;
  const attributes = node['#attributes'] ?? node['$'] ?? node;
  return isRecord(attributes) ? (attributes[name] ?? attributes[`@${name}`]) : undefined;
}

function textOf(node: unknown): unknown {
  if (!isRecord(node)) return node;
  const name = TEXTS.find((one) => node[one] !== undefined);
  return name === undefined ? undefined : node[name];
}

function readEventData(built: WindowsRecordBuilder, data: unknown): void {
  if (!isRecord(data)) return built.setData('Data', data);
  for (const [name, value] of Object.entries(data)) {
    if (name === 'Data') readItems(built, value);
    else if (!XML_NAMES.test(name)) built.setData(name, textOf(value));
  }
}

/** Items with a name each, or without: then they are one list. */
function readItems(built: WindowsRecordBuilder, items: unknown): void {
  const unnamed: unknown[] = [];
  for (const item of Array.isArray(items) ? (items as readonly unknown[]) : [items]) {
    const name = isRecord(item) ? attributeOf({ item }, 'item', 'Name') : undefined;
    if (typeof name === 'string') built.setData(name, textOf(item));
    else unnamed.push(...listOf(textOf(item)));
  }
  const said = unnamed.filter((one) => one !== undefined && one !== null);
  if (said.length > 0) built.setData('Data', said.length === 1 ? said[0] : said);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** User data stand in one element more, named for the kind of event. */
function readUserData(built: WindowsRecordBuilder, data: unknown): void {
  if (!isRecord(data)) return;
  for (const [element, inner] of Object.entries(data)) {
    if (XML_NAMES.test(element)) continue;
    if (!isRecord(inner)) built.setData(element, inner);
    else
      for (const [name, value] of Object.entries(inner)) if (!XML_NAMES.test(name)) built.setData(name, textOf(value));
  }
}
