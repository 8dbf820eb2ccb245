import { createContext } from 'svelte';

/** Says that a phrase is no personal data, wherever the text it stands in belongs; and tells what for. */
export type Allowing = (phrase: string) => Promise<void>;

export const [getAllowing, setAllowing] = createContext<Allowing>();
