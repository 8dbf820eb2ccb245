import { compile } from '@inlang/paraglide-js';

/** How the messages become functions; vite.config.ts uses the same. */
export const paraglide = {
	project: './src/project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'baseLocale'] as ['cookie', 'baseLocale'],
	cookieName: 'kennislab-language',
	emitTsDeclarations: true
};

// `npm run generate`: for the checks, which run without a build.
if (import.meta.main) await compile(paraglide);
