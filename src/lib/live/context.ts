import { createContext } from 'svelte';
import type { LiveBoard } from './live-board';

/** The board page sets it; the components below get it. */
export const [getBoard, setBoard] = createContext<LiveBoard>();
