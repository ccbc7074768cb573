import { InvalidExpression, NotSearchable } from '../errors';
import type { Expr } from '../expr';
import { compileToElasticsearch } from './compile-to-elasticsearch';

describe(compileToElasticsearch.name, () => {
  it.each<[string, Expr]>([
    ['contains inside details', { kind: 'contains', field: 'details.a', value: 'x', cased: true }],
    ['ends inside details', { kind: 'ends', field: 'details.a', value: 'x', cased: true }],
    ['a pattern inside details', { kind: 'wildcard', field: 'details.a', pattern: 'x*y', cased: true }],
    ['a regular expression inside details', { kind: 'regex', field: 'details.a', pattern: 'x', flags: '' }],
    ['numbers compared inside details', { kind: 'compare', field: 'details.a', operator: '<', value: 5 }],
    ['a network on a field of text', { kind: 'cidr', field: 'source.address', network: '10.0.0.0/8' }],
    ['text inside a number', { kind: 'contains', field: 'source.port', value: '2', cased: false }],
    ['a word boundary', { kind: 'regex', field: 'user.name', pattern: '\\bx', flags: '' }],
    ['an anchor in the middle', { kind: 'regex', field: 'user.name', pattern: '(a|b^)c', flags: '' }],
    ['thousands of words without case', { kind: 'in', field: 'user.name', values: words(2_000), cased: false }],
  ])('refuses %s, naming the field', (_, expr) => {
    const compile = (): unknown => compileToElasticsearch(expr);
    expect(compile).toThrow(NotSearchable);
    expect(compile).toThrow('field' in expr ? expr.field : '');
  });

  it('takes thousands of values as one look-up where there is no case to fold', () => {
    const expr: Expr = { kind: 'in', field: 'user.name', values: words(5_000), cased: true };
    expect(compileToElasticsearch(expr)).toEqual({ terms: { 'user.name': words(5_000) } });
  });

  it('refuses what nothing can answer as such', () => {
    const expr: Expr = { kind: 'regex', field: 'user.name', pattern: '(?=x)', flags: '' };
    expect(() => compileToElasticsearch(expr)).toThrow(InvalidExpression);
  });
});

function words(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `word${index}`);
}
