// The SDK clients that only the check of the trail needs, loaded when it is first asked for.
import type { S3Client } from '@aws-sdk/client-s3';
import { type ClientOptions, type Clients, createClients } from '../clients.ts';

export interface HealthClients extends Clients {
  readonly s3: S3Client;
}

/** S3's client would be loaded by every cold start, and hardly any start ends in a check. */
export async function createHealthClients(options: ClientOptions): Promise<HealthClients> {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const s3 = new S3Client({
    ...options,
    maxAttempts: 3,
    // The trail's bucket may be in another Region than the trail.
    followRegionRedirects: true,
    // Buckets have no host names of their own at an endpoint that is not AWS's.
    forcePathStyle: options.endpoint !== undefined,
  });
  return { ...createClients(options), s3 };
}
