// main.mjs SIGN_LINES, with the emulator's first line on standard input.

import { readFileSync } from "node:fs";
import { add_emulator_checks } from "./emulator_checks.mjs";
import { add_signer_checks } from "./signer_checks.mjs";
import { run_checks } from "./tap.mjs";

add_emulator_checks(JSON.parse(readFileSync(0, "utf8")));
add_signer_checks(process.argv[2]);
await run_checks();
