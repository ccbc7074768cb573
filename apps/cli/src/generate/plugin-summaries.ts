import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PLUGIN_FILE = /\.(?:unwrapper|normalizer|enricher|tap)\.ts$/;
const TYPE = /^\s*(?:@\w+Plugin\(\{.*)?\btype: '([a-z0-9_]+)'/m;
/** The comment right above the decorators of the class. */
const SUMMARY = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*@Injectable\(\)/;

/** What each plug-in is for, by type: the comment above its class, so that it is written once. */
export function pluginSummaries(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => PLUGIN_FILE.test(name));
  return new Map(files.flatMap((name) => summaryOf(readFileSync(join(folder, name), 'utf8'))));
}

function summaryOf(source: string): [string, string][] {
  const type = TYPE.exec(source)?.[1];
  const comment = SUMMARY.exec(source)?.[1];
  if (type === undefined || comment === undefined) return [];
  const text = comment.replace(/^\s*\* ?/gm, '').replace(/\{@link (\w+)\}/g, '`$1`');
  return [[type, text.replace(/\s+/g, ' ').trim()]];
}
