#!/usr/bin/env node
import { runCli } from './cli.ts';
import { runAction } from './main.ts';

// The runner starts a step without arguments; in a workflow's `run:` there are some.
const args = process.argv.slice(2);
await (args.length === 0 && process.env['GITHUB_ACTIONS'] === 'true' ? runAction() : runCli(args));
