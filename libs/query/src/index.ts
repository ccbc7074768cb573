export type { Expr, Scalar } from './expr';
