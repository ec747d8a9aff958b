/** A wrong setting or a machine that cannot do it: told as one line, without a stack. */
export class StartError extends Error {}
