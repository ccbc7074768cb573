/**
 * How changes to lists are numbered. A number from a sequence alone would not do: of two transactions the one with the lower
 * number may commit last, and a worker that has seen the higher one would never ask for it. So whoever changes a list waits
 * for those who are at it: numbers become visible in their order, and "everything above n" is everything a worker lacks.
 */
export const LIST_REVISIONS: readonly string[] = [
  'CREATE SEQUENCE list_revision',
  // Kept until the transaction has ended and its rows are visible. The number is that of nobody else's lock.
  `CREATE FUNCTION list_take_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(862747);
      RETURN NULL;
    END $$`,
  `CREATE FUNCTION list_next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.revision := nextval('list_revision');
      RETURN NEW;
    END $$`,
  ...['list', 'list_entry'].flatMap((table) => [
    `CREATE TRIGGER ${table}_take_turn BEFORE INSERT OR UPDATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION list_take_turn()`,
    `CREATE TRIGGER ${table}_next_revision BEFORE INSERT OR UPDATE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION list_next_revision()`,
  ]),
];
