import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '@tocsin/api-contract';

const MAX_ISSUES = 20;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Parts of the request that the contract refuses, each by its path. */
export class InvalidRequest extends DomainError {
  readonly code = 'request.invalid';
  readonly kind = 'invalid';
  override readonly position?: number = undefined;
  readonly issues: { path: string; message: string }[];

  /** @param position where in a text that was to be read, counted from 0. */
  constructor(issues: readonly Issue[], position?: number) {
    const told = issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({ path: pathOf(path), message }));
    super(told.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
    this.issues = told;
    if (position !== undefined) this.position = position;
  }
}

/** Checks every parameter that names a schema, and hands on what the schema made of it. */
export const requestValidation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => new InvalidRequest(issues),
});

function pathOf(path: Issue['path'] = []): string {
  return path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}
