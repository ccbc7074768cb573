import { NotSearchable } from '../errors';
import type { Expr } from '../expr';
import { compileToSql } from './compile-to-sql';

describe(compileToSql.name, () => {
  it('puts nothing that came from outside into the SQL', () => {
    const evil = `x'); DROP TABLE event; --`;
    const exprs: Expr[] = [
      { kind: 'equals', field: evil, value: evil, cased: false },
      { kind: 'in', field: `details.${evil}`, values: [evil], cased: true },
      { kind: 'wildcard', field: evil, pattern: `*${evil}?`, cased: false },
      { kind: 'wildcard', field: evil, pattern: `*${evil}ü`, cased: false },
      { kind: 'regex', field: evil, pattern: '[x]', flags: '' },
      { kind: 'keyword', pattern: evil },
    ];
    expect(compileToSql({ kind: 'and', operands: exprs }, [])).not.toContain('DROP');
  });

  it('numbers its parameters after those that are there, and sends a value once', () => {
    const parameters: unknown[] = ['theirs'];
    const expr: Expr = { kind: 'equals', field: 'user.name', value: 'alice', cased: true };
    const sql = compileToSql({ kind: 'or', operands: [expr, { kind: 'not', operand: expr }] }, parameters);
    expect(parameters).toEqual(['theirs', ['alice'], 'user.name']);
    expect(sql).toContain('$2::text[]');
    expect(sql).not.toContain('$4');
  });

  it('refuses names nested deeper than it can follow', () => {
    const expr: Expr = { kind: 'exists', field: 'details.a.b.c.d.e.f.g' };
    expect(() => compileToSql(expr, [])).toThrow(NotSearchable);
  });
});
