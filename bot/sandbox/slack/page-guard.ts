// Lets only this machine's own page and programs in: no other site, and no name that was pointed here.
import type { MiddlewareHandler } from 'hono';

const HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Everything from here and nothing inline, so that even unescaped text could not run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** 403 for a Host that is not this machine (DNS rebinding) and for what another site's page sends. */
export const guardPage: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  const origin = context.req.header('origin');
  const elsewhere =
    context.req.header('sec-fetch-site') === 'cross-site' &&
    context.req.header('sec-fetch-mode') !== 'navigate';
  if (
    !HOSTS.has(host.replace(/:\d+$/, '')) ||
    elsewhere ||
    (origin !== undefined && origin !== `http://${host}`)
  ) {
    return context.text('This address is for the page and the programs of this machine.', 403);
  }
  await next();
  context.header('Content-Security-Policy', POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  context.header('Cache-Control', 'no-store');
};
