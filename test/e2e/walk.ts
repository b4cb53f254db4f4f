// One person's way through the page: what they see, press, choose and type, and nothing behind it.
import type { Browser, Locator, Page } from 'playwright-core';
import type { Pace } from '../../bot/sandbox/pace.ts';
import { type Visit, visit } from '../support/browser.ts';
import { CALM, QUICK, startWorld, type TestWorld } from '../support/world.ts';

export interface Walk extends Visit {
  readonly world: TestWorld;
  readonly alert: Locator;
  readonly thread: Locator;
  readonly modal: Locator;
  openThread(): Promise<void>;
  /** From the alert's menu behind •••. */
  choose(entry: string): Promise<void>;
  say(text: string): Promise<void>;
  /** The answer with that text, seen by the viewer alone, that follows what `act` does. */
  told(act: () => Promise<void>, text: string | RegExp): Promise<Locator>;
  /** The answer to a typed command. */
  ask(command: string, text: string | RegExp): Promise<Locator>;
  be(person: string): Promise<void>;
  close(): Promise<void>;
}

export async function startWalk(
  browser: Browser,
  detections: readonly string[],
  pace: Pace = QUICK,
): Promise<Walk> {
  // Slack's limits are not shortened as all other times are: what takes a minute in life comes within its burst here.
  const world = await startWorld(detections, { settings: CALM, pace, rateLimits: false });
  const seen = await visit(browser, world.slack.url);
  const { page } = seen;
  const alert = page.locator('#messages article').first();
  const told: Walk['told'] = async (act, text) => {
    const answers = page.locator('#messages article.ephemeral').filter({ hasText: text });
    const before = await answers.count();
    await act();
    await answers.nth(before).waitFor();
    return answers.nth(before);
  };
  return {
    ...seen,
    world,
    alert,
    thread: page.getByRole('complementary', { name: 'Thread' }),
    modal: page.locator('#modal'),
    openThread: () => replies(alert).click(),
    choose: (entry) => chooseFrom(alert, entry),
    say: (text) => writeIn(page, text),
    told,
    ask: (command, text) => told(() => writeIn(page, command), text),
    async be(person) {
      const connected = page.waitForResponse((response) => response.url().includes('/sandbox/events'));
      await page.getByLabel('You are').selectOption(person);
      await connected;
    },
    async close() {
      await page.context().close();
      await world.close();
    },
  };
}

/**
 * Chooses from the menu behind ••• of `message`. An edit that moves the buttons in this very moment lets a click land
 * beside them, as it would a person's: so it is clicked until the menu is there.
 */
export async function chooseFrom(message: Locator, entry: string): Promise<void> {
  const item = message.getByRole('menuitem', { name: entry });
  const opened = async () => {
    await message.getByLabel('More actions').click();
    return item.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  };
  for (let clicks = 1; clicks < 5 && !(await opened()); clicks += 1);
  await item.click();
}

const replies = (message: Locator) => message.getByRole('button', { name: /\brepl(y|ies)\b/ }).first();

async function writeIn(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message the channel' });
  await box.fill(text);
  await box.press('Enter');
}
