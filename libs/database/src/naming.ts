import { DefaultNamingStrategy, type Table, type View } from 'typeorm';

/** Columns in snake_case, constraints and indexes under the names PostgreSQL itself would give them. */
export class PostgresNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  override primaryKeyName(table: Table | string): string {
    return `${nameOf(table)}_pkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return [nameOf(table), ...columns, 'key'].join('_');
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return [nameOf(table), ...columns, 'fkey'].join('_');
  }

  override indexName(table: Table | View | string, columns: string[]): string {
    return [nameOf(table), ...columns, 'idx'].join('_');
  }
}

function nameOf(table: Table | View | string): string {
  const path = typeof table === 'string' ? table : table.name;
  return path.slice(path.lastIndexOf('.') + 1);
}
