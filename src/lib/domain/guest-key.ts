/**
 * With what a guest by code comes back. `own`: hers as long as she is a guest; `once`: from who leads,
 * for one time within minutes.
 */
export const keyKinds = ['own', 'once'] as const;
export type KeyKind = (typeof keyKinds)[number];
