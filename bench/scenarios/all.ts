import type { Scenario } from '../scenario.ts';
import { burst } from './burst.ts';
import { fanOuts } from './fan-out.ts';
import { joins } from './join.ts';
import { kills } from './kill.ts';
import { presence } from './presence.ts';
import { rooms } from './rooms.ts';
import { stalled } from './stalled.ts';
import { storms } from './storm.ts';

/** In the order in which they run and stand in the report. */
export const scenarios: readonly Scenario[] = [
	...fanOuts,
	burst,
	rooms,
	presence,
	...joins,
	storms,
	...kills,
	stalled
];
