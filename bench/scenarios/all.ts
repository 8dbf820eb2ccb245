import type { Scenario } from '../scenario.ts';
import { burst } from './burst.ts';
import { fanOuts } from './fan-out.ts';
import { rooms } from './rooms.ts';

/** In the order in which they run and stand in the report. */
export const scenarios: readonly Scenario[] = [...fanOuts, burst, rooms];
