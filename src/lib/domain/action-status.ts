/** What became of an action, as one says it in the group. */
export const actionStatuses = ['loopt', 'gedaan', 'anders', 'gestopt'] as const;
export type ActionStatus = (typeof actionStatuses)[number];
