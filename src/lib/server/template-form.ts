import * as v from 'valibot';

const version = v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number));

/** What a facilitator sends who adapted a method. */
export const AdaptForm = v.object({
	/** Newest version of this lab that she knew of. */
	newest: version,
	definition: v.string()
});
