/**
 * Milliseconds of processor time that `work` needs: the least of several runs. Unlike the time that passes, it is hardly longer on a
 * busy machine.
 */
export function cpuTime(work: () => void, runs = 3): number {
  const once = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  return Math.min(...Array.from({ length: runs }, once));
}
