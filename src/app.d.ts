import type { SignedIn } from '$server/auth/sign-ins.ts';
import type { Services } from '$server/services.ts';
import type { Actor } from '$lib/domain/access';

declare global {
	namespace App {
		interface Locals {
			services: Services;
			/** Null on pages that need no sign-in. */
			actor: Actor | null;
			signIn: SignedIn['signIn'] | null;
		}
		interface Error {
			message: string;
			/** What an administrator can find in the log. */
			reference?: string;
		}
	}
}

export {};
