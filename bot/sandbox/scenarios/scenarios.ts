// All scenarios, in the order in which the page shows them.
import { bucketMadePublic } from './bucket-made-public.ts';
import { fightsBack } from './fights-back.ts';
import { guardTheGuard } from './guard-the-guard.ts';
import { leakedKey } from './leaked-key.ts';
import { noisyDeployment } from './noisy-deployment.ts';
import { passwordGuessing } from './password-guessing.ts';
import { quietDay } from './quiet-day.ts';
import { rootLoginWithoutMfa } from './root-login-without-mfa.ts';
import type { Scenario } from './scenario.ts';
import { unusedRegionMiner } from './unused-region-miner.ts';

export const scenarios: readonly Scenario[] = [
  rootLoginWithoutMfa,
  leakedKey,
  fightsBack,
  passwordGuessing,
  unusedRegionMiner,
  bucketMadePublic,
  guardTheGuard,
  noisyDeployment,
  quietDay,
];
