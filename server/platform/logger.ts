import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

const allowed =
  /^(at|verb|job|process|workspaceId|personId|actor|code|ms|count|attempt|port|source|reason|block|moves|rows|status|method|route|requestId|signal|state)$/;

/** Keeps only known, impersonal fields: a list of what may be logged cannot miss a nested name the way redaction does. */
export function onlyKnown(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (allowed.test(key) && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'))
      kept[key] = value;
    if (key === 'err' && value instanceof Error)
      kept.err = { type: value.name, at: value.stack?.split('\n')[1]?.trim() };
  }
  return kept;
}

/** JSON lines on standard error. Personal values and messages of unknown errors never reach a line. */
export function createLogger(options: { process: string; level: string }): Logger {
  return pino(
    { level: options.level, base: { process: options.process }, formatters: { log: onlyKnown }, serializers: {} },
    pino.destination({ fd: 2, sync: true }),
  );
}
