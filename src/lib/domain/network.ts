/** How well two organisations know each other; the last is a relation that is wanted. */
export const strengths = ['sterk', 'redelijk', 'zwak', 'ontbreekt'] as const;
export type Strength = (typeof strengths)[number];
