import { m } from '$lib/paraglide/messages';
import type { Role } from '$lib/domain/rights';

const labels: Record<Role | 'beheerder' | 'fg' | 'member', () => string> = {
	facilitator: m.role_facilitator,
	ess: m.role_ess,
	gem_oov: m.role_gem_oov,
	gem_sociaal: m.role_gem_sociaal,
	si: m.role_si,
	nctv: m.role_nctv,
	expert: m.role_expert,
	sleutelfiguur: m.role_sleutelfiguur,
	waarnemer: m.role_waarnemer,
	beheerder: m.role_beheerder,
	fg: m.role_fg,
	member: () => ''
};

export function roleLabel(role: keyof typeof labels): string {
	return labels[role]();
}
