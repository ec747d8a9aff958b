/**
 * What every process under the launcher owes it: end cleanly on SIGTERM or SIGINT, end by itself when the launcher
 * is gone (its standard input closes), and answer the launcher's question for metrics.
 */
export interface Lifecycle {
  /** HOLDFAST_PARENT: the process was started by the launcher. */
  underLauncher: boolean;
  /** Stops taking work, finishes what is in hand, closes the pools. */
  stop: () => Promise<void>;
  /** Prometheus text of this process. */
  metrics?: () => Promise<string>;
}

const GRACE_MS = 10_000;

/** Wires a process to its launcher and to signals. `stop` runs once; the process then ends with 0, or 1 if it failed. */
export function followLauncher({ underLauncher, stop, metrics }: Lifecycle): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (!underLauncher) return;
  process.stdin.on('close', end).resume();
  process.on('message', (question) => {
    if (question !== 'metrics' || !metrics) return;
    // The launcher may be gone before the answer is ready; the closed input ends this process then.
    void metrics().then((text) => process.connected && process.send?.({ metrics: text }));
  });
}
