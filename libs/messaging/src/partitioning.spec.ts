import { assertPartition, partitionOf } from './partitioning';

describe(partitionOf.name, () => {
  it('never changes: state is kept by partition on disk', () => {
    expect(['host-1', 'host-2', '', 'é'].map((key) => partitionOf(key, 16))).toEqual([3, 9, 0, 14]);
  });
});

describe(assertPartition.name, () => {
  it.each([-1, 4, 0.5, Number.NaN])('refuses partition %s of 4', (partition) => {
    expect(() => assertPartition(partition, 4)).toThrow(RangeError);
  });
});
