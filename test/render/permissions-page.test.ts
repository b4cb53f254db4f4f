import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS } from '../../bot/domain/deployment/functions.ts';
import { permissionsOf } from '../../bot/domain/deployment/permissions.ts';
import { STATEMENT_WORDS } from '../../bot/render/permission-words.ts';
import {
  PERMISSIONS_END,
  PERMISSIONS_START,
  renderPermissions,
  renewPermissions,
} from '../../bot/render/permissions-page.ts';
import { PLACE } from '../support/permission-place.ts';

const PAGE = readFileSync(new URL('../../.github/PERMISSIONS.md', import.meta.url), 'utf8');
const page = renderPermissions();
/** The row of a function, as its cells. */
const rowOf = (name: (typeof FUNCTION_NAMES)[number]) =>
  page
    .split('\n')
    .find((line) => line.startsWith(`| **\`${FUNCTIONS[name].name}\`**`))
    ?.split(' | ') ?? [];

describe('the page of permissions', () => {
  it('is up to date: renew it with npm run permissions -- --write', () => {
    expect(renewPermissions(PAGE, page)).toBe(PAGE);
  });

  it('has every statement of every policy, with each action and resource', () => {
    for (const name of FUNCTION_NAMES) {
      for (const { Sid, Action } of permissionsOf(name, PLACE).Statement) {
        expect(page).toContain(Sid);
        for (const action of Action) expect(page).toContain(`\`${action}\``);
      }
    }
    expect(page).toContain('`arn:aws:sqs:<region>:<account>:trailbot-revocations`');
    expect(page).toContain('`{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AWSDenyAll"}}`');
  });

  it('has words for every statement there is, and for none that is not', () => {
    const there = FUNCTION_NAMES.flatMap((name) =>
      permissionsOf(name, PLACE).Statement.map(({ Sid }) => Sid),
    );
    expect(Object.keys(STATEMENT_WORDS).toSorted()).toEqual([...new Set(there)].toSorted());
  });

  it('says of the ingress that it changes nothing but one queue, and that the world can call it', () => {
    const [, read, changed, giver, holds] = rowOf('ingress');
    expect([read, changed]).toEqual(['nothing', 'puts work on `trailbot-jobs`']);
    expect(giver).toContain('Whoever knows its address');
    expect(holds).toBe("Slack's bot token, Slack's signing secret");
  });

  it('says who alone gives work to those that change IAM, and that they hold no secret', () => {
    expect(rowOf('contain')[3]).toMatch(
      /^`trailbot-alert`, `trailbot-job`, `trailbot-contain`; \*\*nobody else/,
    );
    expect(rowOf('revoke')[3]).toMatch(/^`trailbot-contain`; \*\*nobody else/);
    for (const name of ['contain', 'release', 'revoke'] as const) {
      expect(rowOf(name)[4]).toBe('no secret');
      expect(rowOf(name)[2]).toContain('**never**');
    }
  });

  it('marks what is denied', () => {
    expect(page).toMatch(/\| \*\*Deny\*\* NeverOwnRoles \|/);
  });

  it('has tables whose rows are all of one width', () => {
    for (const block of page.split('\n\n').filter((it) => it.startsWith('|'))) {
      const widths = new Set(block.split('\n').map((line) => line.split(' | ').length));
      expect([...widths]).toHaveLength(1);
    }
  });
});

describe('renewing the page', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    const before = `# A\n\n${PERMISSIONS_START}\n\nold\n\n${PERMISSIONS_END}\n\n## B\n`;
    expect(renewPermissions(before, 'new')).toBe(
      `# A\n\n${PERMISSIONS_START}\n\nnew\n\n${PERMISSIONS_END}\n\n## B\n`,
    );
  });

  it.each(['', PERMISSIONS_START, PERMISSIONS_END, `${PERMISSIONS_END}\n${PERMISSIONS_START}`])(
    'has no place in %j',
    (text) => {
      expect(renewPermissions(text, 'new')).toBeUndefined();
    },
  );
});
