import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 25_000 } },
    // The flows wait for timers and sockets more than they compute: two at a time, also on a small machine.
    maxWorkers: 2,
    restoreMocks: true,
  },
});
