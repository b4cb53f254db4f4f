// Where a finding can be seen and mended, mostly in the AWS console. A name or ARN that is not known leads to the list.

interface InRegion {
  readonly region: string;
}
export type Place =
  | (InRegion & { readonly kind: 'trail' | 'topic' | 'queue'; readonly arn: string | undefined })
  | (InRegion & { readonly kind: 'alarm' | 'log-group' | 'function'; readonly name: string | undefined })
  | (InRegion & { readonly kind: 'bucket'; readonly name: string | undefined; readonly tab: BucketTab })
  /** templates/settings.yml. */
  | { readonly kind: 'settings' };

/** The tabs of a bucket's page that say something about its safety. */
export type BucketTab = 'objects' | 'permissions' | 'properties' | 'management';
