export { listOptionsSchema as vipOptionsSchema, type ListOptions as VipOptions } from '../lists/list.options';
