/** What somebody chose for an alert: an incident there is, or a new one. */
export type IncidentForAlert = { readonly number: string } | { readonly title: string };
