import type { Scenario } from '../scenario.ts';
import { burst } from './burst.ts';
import { fanOuts } from './fan-out.ts';
import { joins } from './join.ts';
import { presence } from './presence.ts';
import { rooms } from './rooms.ts';
import { storms } from './storm.ts';

/** In the order in which they run and stand in the report. */
export const scenarios: readonly Scenario[] = [
	...fanOuts,
	burst,
	rooms,
	presence,
	...joins,
	storms
];
