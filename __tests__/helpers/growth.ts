/**
 * How the time of some work grows with its size: the CPU time for four times as much, over that for once. About 4 for linear work, 16 for
 * quadratic work. CPU time of this process, so that a busy machine does not matter; the least of three where the first is high, so that a
 * collection of garbage at the wrong time does not either.
 */
export function growth(work: (size: number) => void, size: number): number {
  work(Math.ceil(size / 10));
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && least > 6; attempt += 1) {
    least = Math.min(least, cpuTime(work, 4 * size) / Math.max(1, cpuTime(work, size)));
  }
  return least;
}

/** In milliseconds. */
function cpuTime(work: (size: number) => void, size: number): number {
  const before = process.cpuUsage();
  work(size);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
