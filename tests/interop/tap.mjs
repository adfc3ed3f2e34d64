// Numbers the checks of this folder in the Test Anything Protocol.

const checks = [];

/** Adds a check: a sentence that must hold, and a function that throws where it does not. */
export function check(sentence, run) {
    checks.push({ sentence, run });
}

/** A line that is shown and not counted. */
export function note(text) {
    console.log(text.replace(/^/gm, "# "));
}

/** Runs every check in turn, however many fail; the exit code tells whether one did. */
export async function run_checks() {
    console.log(`1..${checks.length}`);
    for (const [index, { sentence, run }] of checks.entries()) {
        try {
            await run();
            console.log(`ok ${index + 1} - ${sentence}`);
        } catch (problem) {
            console.log(`not ok ${index + 1} - ${sentence}`);
            note(String(problem?.message ?? problem));
            process.exitCode = 1;
        }
    }
}
