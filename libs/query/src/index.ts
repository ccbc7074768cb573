export { all, any, not } from './build';
export { compileToElasticsearch, type ElasticsearchQuery } from './elasticsearch/compile-to-elasticsearch';
export { InvalidExpression, NotSearchable } from './errors';
export type { Expr, Scalar } from './expr';
export { parseQuery } from './parser/parse-query';
export { QuerySyntaxError } from './parser/query-syntax-error';
export { compilePredicate, type Predicate } from './predicate/compile-predicate';
export { compileToSql } from './sql/compile-to-sql';
export { escapeWildcards } from './text/text-pattern';
