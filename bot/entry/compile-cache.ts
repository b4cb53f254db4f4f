// Keeps what Node made of the code, so that the next start takes half the time; imported for that before anything else.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Within the project: into a temporary folder, which would be Node's choice, others may write. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/trailbot', import.meta.url));

enableCompileCache(FOLDER);
