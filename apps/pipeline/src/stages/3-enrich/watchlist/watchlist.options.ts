export {
  listOptionsSchema as watchlistOptionsSchema,
  type ListOptions as WatchlistOptions,
} from '../lists/list.options';
