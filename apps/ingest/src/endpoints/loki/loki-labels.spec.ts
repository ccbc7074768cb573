import { readLabels } from './loki-labels';

describe(readLabels.name, () => {
  it.each([
    ['{}', {}],
    ['{job="varlogs", host="web-1"}', { job: 'varlogs', host: 'web-1' }],
    [' { a = "1" ,b="2", } ', { a: '1', b: '2' }],
    ['{a="x\\"y, z=\\\\", b="\\u00e9\\n"}', { a: 'x"y, z=\\', b: 'é\n' }],
    ['{a=`raw "text"`, "odd name"="v", k8s.pod="p"}', { a: 'raw "text"', 'odd name': 'v', 'k8s.pod': 'p' }],
    ['{a="\\x41"}', { a: '\\x41' }],
    ['{__proto__="x"}', JSON.parse('{"__proto__":"x"}')],
  ])('reads %s', (text, labels) => {
    expect(readLabels(text)).toEqual(labels);
  });

  it.each(['', 'job="x"', '{job}', '{job="x}', '{job="x" host="y"}', '{job=x}'])('keeps %j whole', (text) => {
    expect(readLabels(text)).toEqual({ labels: text });
  });

  it('takes no longer for a text that nearly fits', () => {
    const started = performance.now();
    readLabels(`{${'a="\\'.repeat(200_000)}`);
    readLabels(`{a="${'\\\\'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
