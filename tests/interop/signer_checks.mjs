// The vendor's signer and ours sign the same random requests.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import volcengine from "@volcengine/openapi";
import { random_from } from "./random.mjs";
import { random_request } from "./random_requests.mjs";
import { check, note } from "./tap.mjs";

const count = 1000;

function seed_to_use() {
    const text = process.env.JIMENG_SEED ?? "";
    if (text === "") return Math.floor(Math.random() * 2 ** 32);
    if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32)
        throw new Error("JIMENG_SEED is not a number from 0 to 4294967295: set it to the one of the failed run");
    return Number(text);
}

function body_text(request) {
    return typeof request.body === "string" ? request.body : JSON.stringify(request.body);
}

/** The vendor's signer takes the path as it is given, so its caller has to encode it. */
function encoded_path(path) {
    const escaped = (character) => "%" + character.charCodeAt(0).toString(16).toUpperCase();
    return path.split("/").map((part) => encodeURIComponent(part).replace(/[!'()*]/g, escaped)).join("/");
}

function their_authorization(request) {
    const headers = Object.fromEntries(request.headers);
    const signer = new volcengine.Signer({
        method: request.method,
        pathname: encoded_path(request.path),
        params: Object.fromEntries(request.query),
        headers,
        body: request.body,
        region: request.region,
    }, request.service);
    const keys = { accessKeyId: request.access_key_id, secretKey: request.secret_access_key };
    if (request.security_token !== "") keys.sessionToken = request.security_token;
    signer.addAuthorization(keys, new Date(request.now * 1000 + request.milliseconds));
    return headers.Authorization;
}

function our_authorizations(sign_lines, requests) {
    const lines = requests.map((request) => JSON.stringify({ ...request, body: body_text(request) }) + "\n");
    const done = spawnSync(sign_lines, { input: lines.join(""), encoding: "utf8", maxBuffer: 2 ** 26 });
    if (done.error) throw done.error;
    assert.equal(done.status, 0, `sign_lines ended with ${done.status ?? done.signal}: ${done.stderr}`);
    const answers = done.stdout.split("\n").slice(0, -1);
    assert.equal(answers.length, requests.length, "sign_lines did not answer every request");
    return answers;
}

/** Both sides of the requests that were signed differently, a few of them in full. */
function described(differences, seed) {
    const shown = differences.slice(0, 3).map(({ request, ours, theirs }) =>
        `request ${JSON.stringify(request)}\n  theirs ${theirs}\n  ours   ${ours}`);
    return `${differences.length} differ; again with JIMENG_SEED=${seed}\n${shown.join("\n")}`;
}

/** @param sign_lines  Path of the program that signs as the library does. */
export function add_signer_checks(sign_lines) {
    check(`the npm signer and ours write the same Authorization for ${count} random requests`, () => {
        const seed = seed_to_use();
        note(`JIMENG_SEED=${seed}`);
        const random = random_from(seed);
        const requests = Array.from({ length: count }, (_, index) => random_request(random, index));
        const ours = our_authorizations(sign_lines, requests);
        const differences = requests
            .map((request, index) => ({ request, ours: ours[index], theirs: their_authorization(request) }))
            .filter((pair) => pair.ours !== pair.theirs);
        assert.ok(differences.length === 0, described(differences, seed));
        assert.equal(new Set(ours).size, count, "two different requests got one signature");
    });
}
