// Reads who signed a request, for which Region and which service, from its Authorization header.
import type { IncomingHttpHeaders } from 'node:http';
import { AwsFault } from '../call.ts';

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name: `logs`, `monitoring`, `sns`. */
  readonly service: string;
}

const SCOPE =
  /Credential=([A-Za-z0-9_]{1,128})\/[0-9]{8}\/([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})\/aws4_request/;

/**
 * The signature is not checked: the sandbox holds no secrets and listens on the loopback address only.
 * @throws AwsFault `MissingAuthenticationTokenException` when the request is not signed.
 */
export function parseCredentialScope(headers: IncomingHttpHeaders): CredentialScope {
  const match = SCOPE.exec(headers.authorization?.slice(0, 4_096) ?? '');
  const [, accessKeyId, region, service] = match ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new AwsFault('MissingAuthenticationTokenException', 'Missing Authentication Token', {
      status: 403,
    });
  }
  return { accessKeyId, region, service };
}
