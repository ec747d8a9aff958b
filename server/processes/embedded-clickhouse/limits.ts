/** What one user may ask for at most; requests may ask for less. Seconds and bytes. */
export interface UserLimits {
  maxExecutionSeconds: number;
  maxMemoryBytes: number;
}

export interface User {
  name: string;
  password: string;
  readonly: boolean;
  limits: UserLimits;
}

export const readerLimits: UserLimits = { maxExecutionSeconds: 60, maxMemoryBytes: 2e9 };
/** The writer rebuilds and migrates: one statement may take an hour. */
export const writerLimits: UserLimits = { maxExecutionSeconds: 3600, maxMemoryBytes: 4e9 };

/** Bytes, unless named otherwise. Every engine call holds a libuv thread: UV_THREADPOOL_SIZE must exceed `concurrent`. */
export const gatewayLimits = {
  concurrent: 12,
  queue: 500,
  resultBytes: 256e6,
  sqlBytes: 16e6,
  uploadBytes: 8e9,
  uploadInMemoryBytes: 1 << 20,
  headerBytes: 1 << 20,
} as const;
