/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: '<rootDir>/tsconfig.jest.json' }],
  },
  // The compiler turns `./x.ts` into `./x.js`, as it does for the build; here the source itself is wanted.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/__tests__/setup/start-emulator.mjs',
  globalTeardown: '<rootDir>/__tests__/setup/stop-emulator.mjs',
  // Many tests wait for processes of their own; Jest's default leaves one of two cores idle.
  maxWorkers: '100%',
  // For what hangs, not for what is slow: beside other work a test takes ten times as long.
  testTimeout: 300_000,
};
