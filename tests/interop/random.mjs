// Random values that one number decides, so that a failure can be seen again.

/** @param seed  An unsigned number of 32 bits. The generator is Mulberry32. */
export function random_from(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const random = {
        /** A whole number from `low` to `high`, both included. */
        number: (low, high) => low + Math.floor(next() * (high - low + 1)),
        /** True once in `times`. */
        once_in: (times) => random.number(1, times) === 1,
        one_of: (list) => list[random.number(0, list.length - 1)],
        list: (low, high, make) => Array.from({ length: random.number(low, high) }, () => make()),
        /** Between `low` and `high` pieces, each one of a list or made by one of its functions. */
        text: (low, high, pieces) =>
            random.list(low, high, () => {
                const piece = random.one_of(pieces);
                return typeof piece === "function" ? piece(random) : piece;
            }).join(""),
    };
    return random;
}
