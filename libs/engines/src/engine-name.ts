/** What can be had for this machine without Docker: engines, and the real clients of the end-to-end tests. */
export type EngineName = 'postgres' | 'rabbitmq' | 'elasticsearch' | 'nginx' | 'chromium' | 'rsyslog' | 'syslog-ng';
