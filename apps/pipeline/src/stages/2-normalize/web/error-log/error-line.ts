/** What a line of an error log says before and after its text. */
export interface ErrorLine {
  readonly server: 'apache' | 'nginx';
  readonly time: string | undefined;
  readonly level: string;
  /** Apache's module that speaks. */
  readonly module: string | undefined;
  readonly pid: string | undefined;
  readonly tid: string | undefined;
  readonly client: string | undefined;
  readonly text: string;
}

/** Every level of either server. */
const LEVEL = /^(?:emerg|alert|crit|error|warn|notice|info|debug|trace[1-8])$/;
const GROUP = /\[([^\]]{1,256})\] ?/y;
const MAX_GROUPS = 8;
const NGINX = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[([a-z]{4,6})\] (\d{1,10})[#:](\d{1,10}):? (?:\*\d{1,19} )?(.*)$/s;
const NGINX_CLIENT = /, client: ([^\s,]{1,255})/;

/** `2026/11/24 10:36:04 [error] 80#80: *7 open() failed, client: 192.0.2.7, server: …`. */
export function readNginxError(line: string): ErrorLine | undefined {
  const [, time, level = '', pid, tid, text = ''] = NGINX.exec(line) ?? [];
  if (!LEVEL.test(level)) return undefined;
  const client = NGINX_CLIENT.exec(text)?.[1];
  return { server: 'nginx', time, level, module: undefined, pid, tid, client, text };
}

/** `[time] [module:level] [pid 7:tid 9] [client 192.0.2.7:4711] text`, of which only the level must be there. */
export function readApacheError(line: string): ErrorLine | undefined {
  const parts: Partial<Record<'time' | 'level' | 'module' | 'pid' | 'tid' | 'client', string>> = {};
  let at = 0;
  for (let groups = 0; groups < MAX_GROUPS; groups += 1) {
    GROUP.lastIndex = at;
    const group = GROUP.exec(line)?.[1];
    if (group === undefined || !sortGroup(group, parts)) break;
    at = GROUP.lastIndex;
  }
  const { time, level, module, pid, tid, client } = parts;
  if (level === undefined) return undefined;
  return { server: 'apache', time, level, module, pid, tid, client, text: line.slice(at) };
}

/** @returns whether the group is one of those that stand before the text. */
function sortGroup(group: string, parts: Record<string, string | undefined>): boolean {
  const colon = group.lastIndexOf(':');
  const level = group.slice(colon + 1);
  if (parts['level'] === undefined && LEVEL.test(level)) {
    parts['level'] = level;
    if (colon > 0) parts['module'] = group.slice(0, colon);
    return true;
  }
  const [, word = '', value = ''] = /^(pid|client|remote|tid) (.*)$/.exec(group) ?? [];
  if (word === '') return setTime(group, parts);
  const [first, tid] = value.split(':tid ');
  parts[word === 'remote' ? 'client' : word] = first;
  if (tid !== undefined) parts['tid'] = tid;
  return true;
}

function setTime(group: string, parts: Record<string, string | undefined>): boolean {
  if (parts['time'] !== undefined || !/^[A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d\d:\d\d:\d\d/.test(group)) return false;
  parts['time'] = group;
  return true;
}
