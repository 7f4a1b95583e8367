import { startEmulator } from '@amplify-import-auth/testbed/aws';
import type { Compared } from '../compared.ts';
import { ACCOUNT, doMainJob, planMistakes, type Said } from './job.ts';
import { startMoto, type Running } from './moto.ts';

/** What one emulator leads to and the other does not. */
export function differences(first: string, one: Said, second: string, other: Said): readonly string[] {
  const only = (name: string, here: Said, there: Said) => {
    const left = [...there];
    const isOnly = (line: string) => {
      const at = left.indexOf(line);
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    };
    return here.filter(isOnly).map((line) => `only on ${name}: ${line}`);
  };
  return [...only(first, one, other), ...only(second, other, one)];
}

/** The main job, and envs with one mistake each, on the emulator of the test bed and on moto: both must lead to the same. */
export async function compareEmulators(): Promise<Compared> {
  const emulators: readonly Running[] = [await startTestbed(), await startMoto(ACCOUNT)];
  try {
    const said = await Promise.all(
      emulators.map(async (emulator) => [...(await planMistakes(emulator)), ...(await doMainJob(emulator))]),
    );
    const [ours, theirs] = emulators.map(({ name }) => name);
    const [one = [], other = []] = said;
    return { checked: one.length, faults: differences(ours ?? '', one, theirs ?? '', other) };
  } finally {
    await Promise.all(emulators.map((emulator) => emulator.stop()));
  }
}

async function startTestbed(): Promise<Running> {
  const { url, stop } = await startEmulator({ account: ACCOUNT });
  return { name: 'the test bed', url, stop };
}
