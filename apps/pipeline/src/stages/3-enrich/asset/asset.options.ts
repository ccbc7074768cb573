export { listOptionsSchema as assetOptionsSchema, type ListOptions as AssetOptions } from '../lists/list.options';
