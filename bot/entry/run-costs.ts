// The command `costs`: prints or renews the table of what Trailbot costs, by the code that makes the estimates.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { deploymentSchema } from '../catalog/deployment-schema.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { estimate } from '../domain/deployment/estimate.ts';
import { planDeployment } from '../domain/deployment/plan-deployment.ts';
import { piecesOf, usualUsage } from '../domain/deployment/usage.ts';
import { renderCostTable, renewCostTable } from '../render/deployment/cost-table.ts';

const MILLION = 1_000_000;
const SIZES = [1, 10, 100];

/**
 * Of a deployment of which nothing is said: what a company has set must not change the README.
 * @param root - the project's folder, ending in a slash
 * @returns what to print
 * @throws TrailbotError `catalog_invalid` or `settings_invalid`
 */
export function runCosts(root: URL, { write }: { readonly write: boolean }): string {
  const { detections, settings } = loadCatalog(new URL('templates/', root));
  const plan = planDeployment({ ...settings, deployment: deploymentSchema.parse(undefined) });
  const pieces = piecesOf(plan, detections.length);
  const columns = SIZES.map((millions) => ({
    title: millions === 1 ? '1 million events' : `${millions} million events`,
    estimate: estimate(plan, usualUsage(plan, { eventsPerMonth: millions * MILLION }), pieces),
  }));
  const table = renderCostTable(columns);
  if (!write) return table;
  const readme = new URL('README.md', root);
  const renewed = existsSync(readme) ? renewCostTable(readFileSync(readme, 'utf8'), table) : undefined;
  if (renewed === undefined) return 'README.md has no place for the table of costs.';
  writeFileSync(readme, renewed);
  return 'Written: the table of costs in README.md.';
}
