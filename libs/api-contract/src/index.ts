export {
  alertListQuerySchema,
  alertNumberSchema,
  alertPageSchema,
  alertSchema,
  alertSummarySchema,
  type Alert,
  type AlertListQuery,
  type AlertPage,
  type AlertSummary,
} from './alert.contract';
export { canonicalName } from './distinguished-name';
export { DomainError, type ProblemKind } from './domain-error';
export {
  eventIdSchema,
  eventListQuerySchema,
  eventPageSchema,
  storedEventSchema,
  type EventListQuery,
  type EventPage,
  type EventView,
} from './event.contract';
export {
  acceptInvitationSchema,
  createdInvitationSchema,
  createInvitationSchema,
  invitationSchema,
  invitationTokenSchema,
  type AcceptInvitation,
  type CreatedInvitation,
  type CreateInvitation,
  type Invitation,
} from './invitation.contract';
export {
  createdKeySchema,
  createKeySchema,
  keyIdSchema,
  keyListSchema,
  rotateKeySchema,
  type CreatedKey,
  type CreateKey,
  type Key,
  type KeyList,
  type RotateKey,
} from './key.contract';
export { LIST_FACTS, listKindSchema, type ListKind, type ThreatIndicatorFacts } from './list-facts.contract';
export { listFeedSchema, listFeedSettingsSchema, type ListFeed, type ListFeedSettings } from './list-feed.contract';
export {
  listImportQuerySchema,
  listImportReportSchema,
  type ListImportQuery,
  type ListImportReport,
} from './list-import.contract';
export {
  createdListEntriesSchema,
  createListEntrySchema,
  createListSchema,
  listEntryPageSchema,
  listEntryQuerySchema,
  listEntrySchema,
  listListQuerySchema,
  listListSchema,
  listSchema,
  removedListEntriesSchema,
  removeListEntriesQuerySchema,
  updateListSchema,
  type CreatedListEntries,
  type CreateList,
  type CreateListEntry,
  type List,
  type ListEntry,
  type ListEntryPage,
  type ListEntryQuery,
  type ListList,
  type ListListQuery,
  type RemovedListEntries,
  type RemoveListEntriesQuery,
  type UpdateList,
} from './list.contract';
export {
  parkedListQuerySchema,
  parkedPageSchema,
  type ParkedEvent,
  type ParkedListQuery,
  type ParkedPage,
} from './parked.contract';
export { PERMISSIONS, permissionSchema, type Permission } from './permission.contract';
export { nameSchema } from './primitives';
export { problemSchema, type Problem } from './problem.contract';
export {
  accountSchema,
  sessionSchema,
  signInSchema,
  type Account,
  type Session,
  type SignIn,
} from './session.contract';
export {
  MAX_SIMULATED_BYTES,
  MAX_SIMULATED_LINES,
  simulatedLineSchema,
  simulationRequestSchema,
  simulationSchema,
  type SimulatedLine,
  type Simulation,
  type SimulationRequest,
  type SimulationTraceStep,
} from './simulation.contract';
export {
  alertChangedSchema,
  helloSchema,
  serverMessageSchemas,
  SOCKET_PATH,
  type AlertChanged,
  type ClientMessages,
  type Hello,
  type ServerMessages,
} from './socket.contract';
export {
  createSourceSchema,
  sourceListSchema,
  sourceSchema,
  updateSourceSchema,
  type CreateSource,
  type Source,
  type SourceList,
  type UpdateSource,
} from './source.contract';
export { statusSchema, type SystemStatus } from './status.contract';
export {
  createWatchlistEntrySchema,
  createWatchlistSchema,
  watchlistEntryListQuerySchema,
  watchlistEntryPageSchema,
  watchlistEntrySchema,
  watchlistListSchema,
  watchlistSchema,
  type CreateWatchlist,
  type CreateWatchlistEntry,
  type Watchlist,
  type WatchlistEntry,
  type WatchlistEntryListQuery,
  type WatchlistEntryPage,
  type WatchlistList,
} from './watchlist.contract';
export {
  lastSeenKeyQuerySchema,
  lastSeenKeySchema,
  lastSeenListNameSchema,
  lastSeenListsAnswerSchema,
  lastSeenPageSchema,
  lastSeenQuerySchema,
  type LastSeenKey,
  type LastSeenKeyQuery,
  type LastSeenListsAnswer,
  type LastSeenPage,
  type LastSeenQuery,
} from './last-seen.contract';
export {
  tailAnswerSchema,
  tailLineSchema,
  tailLinesSchema,
  tailShownSchema,
  tailWantedSchema,
  tailWishSchema,
  type TailAnswer,
  type TailLine,
  type TailLines,
  type TailWanted,
  type TailWish,
} from './tail.contract';
