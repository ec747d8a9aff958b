/** Stands in stored mails for the address of the installation, which only the process that delivers or shows them knows. */
export const originMark = '{origin}';

export const withOrigin = (text: string, origin: string): string => text.replaceAll(originMark, origin);
