import type { Level } from '$lib/domain/template';
import { m } from '$lib/paraglide/messages';

export const levelLabels: Record<Level, () => string> = {
	primair: m.template_level_primair,
	secundair: m.template_level_secundair,
	tertiair: m.template_level_tertiair
};
