import { Client } from 'pg';

/** Puts so many open alerts into the store, of 40 rules about 500 hosts, one second apart. */
export async function fillWithAlerts(postgresUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO alert (id, rule_id, rule, severity, title, reason, detector, entity_field, entity_value, group_key,
          event_count, signal_count, first_at, last_at, created_at, updated_at, proof)
        SELECT gen_random_uuid(), 'busy-' || n % 40,
          jsonb_build_object('id', 'busy-' || n % 40, 'title', 'Busy rule ' || n % 40, 'description', '', 'hash', repeat('0', 64),
            'level', 'low', 'author', '', 'tags', '[]'::jsonb, 'falsePositives', '[]'::jsonb, 'references', '[]'::jsonb),
          (ARRAY['low', 'medium', 'low', 'high', 'informational'])[1 + n % 5], 'Busy rule ' || n % 40,
          n % 97 || ' failures in ' || n % 59 || ' s', 'stream', 'host.name', 'web-' || n % 500, 'busy-' || n,
          1 + n % 97, 1, at, at, at, at,
          jsonb_build_object('selections', '[]'::jsonb, 'eventCount', 1, 'events', '[]'::jsonb)
        FROM (SELECT n, now() - n * interval '1 second' AS at FROM generate_series(1, $1::int) AS n) AS numbered`,
      [count],
    );
    await client.query('ANALYZE alert');
  } finally {
    await client.end();
  }
}
