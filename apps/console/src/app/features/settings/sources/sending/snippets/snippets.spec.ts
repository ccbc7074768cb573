import { parse } from 'yaml';

import docs from '../../../../../../../../../docs/sending-events.md' with { loader: 'text' };
import type { SnippetPart } from './snippet';
import { SNIPPETS } from './snippets';
import { PLACEHOLDER, targetOf } from './target';

const key = { id: 'ksc_1N7kVDYd8nsGpj3d', secret: 'PufTdOSs37fnZixAO3rbxn0lDQBD8PQrI5Ajm7KDY9o' };
const token = btoa(`${key.id}:${key.secret}`);
const caFile = '/etc/tocsin/ca.pem';
const given = { source: 'web', caFile, key };
const secure = targetOf({ ...given, address: 'https://tocsin.example' });
const plain = targetOf({ ...given, address: 'http://127.0.0.1:8350/' });
const inDocs = targetOf({ source: 'web-servers', caFile, key: undefined, address: 'https://tocsin.example' });

/** Syslog carries no key; what it has instead stands in its own test. */
const withKey = SNIPPETS.filter(({ id }) => id !== 'syslog');
const each = (snippets: typeof SNIPPETS) => snippets.map((snippet) => [snippet.title, snippet] as const);

function textsOf(parts: readonly SnippetPart[]): string {
  return parts.map(({ text }) => text).join('\n');
}

/** Whether every quoted text of a command ends. */
function areQuotesPaired(command: string): boolean {
  return /^([^'"]|'[^']*'|"[^"]*")*$/.test(command);
}

/** Brackets that are not in a text must come in pairs. */
function areBracketsPaired(text: string): boolean {
  const open: string[] = [];
  for (const [bracket] of text.replaceAll(/"[^"]*"/g, '').matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[bracket]) return false;
  }
  return open.length === 0;
}

if (secure === undefined || plain === undefined || inDocs === undefined)
  throw new Error('these addresses are good ones');

describe('the ways to send', () => {
  it.each(each(withKey))('%s: names the place and carries the key', (_, { parts }) => {
    const text = textsOf(parts(secure));
    expect(text).toContain('tocsin.example');
    expect(text.includes(token) || (text.includes(key.id) && text.includes(key.secret))).toBe(true);
  });

  it.each(each(withKey))('%s: says where the private authority is, but only over TLS', (_, { parts }) => {
    expect(textsOf(parts(secure))).toContain(caFile);
    expect(textsOf(parts(plain))).not.toContain(caFile);
    expect(textsOf(parts(plain))).toMatch(/127\.0\.0\.1.*8350/s);
  });

  it.each(each(withKey))('%s: shows plainly where the key goes when it is not known', (_, { parts }) => {
    const text = textsOf(parts(inDocs));
    expect(text.includes(PLACEHOLDER.token) || text.includes(PLACEHOLDER.secret)).toBe(true);
  });

  it.each(each(SNIPPETS))('%s: can be read by what reads it', (_, { parts }) => {
    for (const { title, language, text } of [...parts(secure), ...parts(plain)]) {
      const isGood = {
        yaml: () => typeof parse(text, { strict: true }) === 'object',
        json: () => typeof JSON.parse(text) === 'object',
        shell: () => areQuotesPaired(text) && !/ \n|\\ /.test(text),
        conf: () => areBracketsPaired(text),
        // Both are run for real where the front door is tested.
        python: () => text.includes('class Sender:'),
        javascript: () => text.includes('class Sender {'),
      }[language];
      expect([title, isGood()]).toEqual([title, true]);
    }
  });

  it.each(each(SNIPPETS))('%s: stands in the docs word for word', (title, { parts }) => {
    const [, chapter = ''] = docs.split(`\n## ${title}\n`);
    for (const { language, text } of parts(inDocs)) {
      const isFile = language === 'python' || language === 'javascript';
      expect(chapter.split('\n## ')[0]).toContain(isFile ? '](clients/' : `\n${text}\n\`\`\``);
    }
  });

  it('tell Beats, Logstash and rsyslog the port, which they would take for 9200', () => {
    for (const id of ['beats', 'logstash', 'rsyslog']) {
      const snippet = SNIPPETS.find((known) => known.id === id);
      expect(textsOf(snippet?.parts(secure) ?? [])).toMatch(/tocsin\.example(:|" serverport=")443/);
    }
  });

  it('name the source of a syslog listener, which has no key', () => {
    const syslog = SNIPPETS.find(({ id }) => id === 'syslog');
    expect(parse(syslog?.parts(secure)[0]?.text ?? '')).toMatchObject({ ingest: { syslog: [{ source: 'web' }] } });
    expect(syslog?.parts(secure)[1]?.text).toContain('target="tocsin.example"');
  });

  it.each(['', 'tocsin.example', 'ftp://tocsin.example', 'https://'])('do not take %j for an address', (address) => {
    expect(targetOf({ ...given, address })).toBeUndefined();
  });

  it('keep nothing of an address but the place: no path, no query, no quotes', () => {
    const target = targetOf({ ...given, address: `https://tocsin.example:8443/x'";\`?y#z` });
    expect(target).toMatchObject({ url: 'https://tocsin.example:8443', port: '8443' });
  });
});
