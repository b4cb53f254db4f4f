// The keys of the table, as everything that is kept in it has them. Deployment and sandbox make it from this.

export const TABLE_SHAPE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** With all attributes: an index cannot be asked for those that it leaves out. */
  index: { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
  /** Epoch seconds, after which DynamoDB removes an item. */
  timeToLive: 'expiresAt',
} as const;
