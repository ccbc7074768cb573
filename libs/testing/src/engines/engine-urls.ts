const VARIABLES = {
  postgres: 'TOCSIN_TEST_POSTGRES_URL',
  rabbitmq: 'TOCSIN_TEST_RABBITMQ_URL',
  rabbitmqManagement: 'TOCSIN_TEST_RABBITMQ_MANAGEMENT_URL',
  elasticsearch: 'TOCSIN_TEST_ELASTICSEARCH_URL',
} as const;

/** What an integration run reaches by URL. */
export type TestEndpoint = keyof typeof VARIABLES;

/** The URL given from outside or set by the run's own engines. */
export function testEndpoint(name: TestEndpoint): string | undefined {
  return process.env[VARIABLES[name]];
}

/** @throws {Error} outside an integration run. */
export function requireTestEndpoint(name: TestEndpoint): string {
  const url = testEndpoint(name);
  if (url === undefined)
    throw new Error(`${VARIABLES[name]} is not set. Run it by ./tocsin test int, or with TOCSIN_TEST_KIND=int.`);
  return url;
}

/** Makes a URL known to all specs of this run. */
export function announceTestEndpoint(name: TestEndpoint, url: string): void {
  process.env[VARIABLES[name]] = url;
}
