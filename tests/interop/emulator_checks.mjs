// The vendor's client submits to our emulator, polls it and fetches what it made.

import assert from "node:assert/strict";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import volcengine from "@volcengine/openapi";
import { check } from "./tap.mjs";

const model = "jimeng_t2i_v40";
const prompt = "窗台上的白色暹罗猫 🐈‍⬛，阳光洒进来 & \"quoted\" <b>";
const width = 1024;
const height = 1024;

/** The two calls of the API as the vendor's generic client makes them. */
function client_for(announced, secretKey = announced.secret_access_key) {
    const service = new volcengine.Service({
        host: new URL(announced.url).host,
        protocol: "http:",
        region: "cn-north-1",
        serviceName: "cv",
        defaultVersion: "2022-08-31",
        accessKeyId: announced.access_key_id,
        secretKey,
    });
    return {
        submit: service.createJSONAPI("CVSync2AsyncSubmitTask"),
        query: service.createJSONAPI("CVSync2AsyncGetResult"),
    };
}

function answered_well(answer) {
    assert.equal(answer?.code, 10000, `the answer is ${JSON.stringify(answer)}`);
    assert.equal(answer.message, "Success");
    assert.notEqual(answer.request_id ?? "", "", "the answer has no request_id");
    return answer.data;
}

async function submitted(client) {
    const data = answered_well(await client.submit({ req_key: model, prompt, width, height, force_single: true }));
    assert.equal(typeof data.task_id, "string");
    assert.notEqual(data.task_id, "");
    return data.task_id;
}

/** Polls as a user of the client would, and tells what a done task answered and which states came before. */
async function result_of(client, task_id, options) {
    const before = [];
    for (let queries = 0; queries < 100; ++queries, await sleep(20)) {
        const request = { req_key: model, task_id };
        if (options) request.req_json = JSON.stringify(options);
        const data = answered_well(await client.query(request));
        if (data.status === "done") return { data, before };
        assert.ok(["in_queue", "generating"].includes(data.status), `the status is ${data.status}`);
        before.push(data.status);
    }
    throw new Error("the task was not done after 100 queries");
}

function fetched(url) {
    return new Promise((resolve, reject) => {
        get(url, { agent: false }, (response) => {
            const parts = [];
            response.on("data", (part) => parts.push(part));
            response.on("error", reject);
            response.on("end", () => resolve({ response, bytes: Buffer.concat(parts) }));
        }).on("error", reject);
    });
}

function must_be_the_picture(bytes) {
    assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n", "the file does not start as a PNG does");
    assert.equal(bytes.subarray(12, 16).toString("latin1"), "IHDR");
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [width, height], "the size in IHDR differs");
    assert.equal(bytes.subarray(-8, -4).toString("latin1"), "IEND", "the file is cut off");
    assert.ok(bytes.includes(Buffer.from(prompt)), "the prompt did not arrive as it was sent");
}

/** @param announced  The emulator's first line; its tasks need two queries more than one. */
export function add_emulator_checks(announced) {
    const client = client_for(announced);

    check("the npm client submits, polls until the task is done and fetches the picture by its link", async () => {
        const { data, before } = await result_of(client, await submitted(client), { return_url: true });
        assert.equal(before.length, 2, "the task was not pending for two queries");
        assert.equal(data.image_urls?.length, 1, `the links are ${JSON.stringify(data.image_urls)}`);
        const { response, bytes } = await fetched(data.image_urls[0]);
        assert.equal(response.statusCode, 200);
        assert.equal(response.headers["content-type"], "image/png");
        must_be_the_picture(bytes);
    });

    check("without return_url the npm client gets the picture as base64", async () => {
        const { data } = await result_of(client, await submitted(client));
        assert.equal(data.binary_data_base64?.length, 1);
        assert.deepEqual(data.image_urls ?? [], []);
        must_be_the_picture(Buffer.from(data.binary_data_base64[0], "base64"));
    });

    check("a wrong secret access key is refused with SignatureDoesNotMatch", async () => {
        const answer = await client_for(announced, "d3Jvbmctc2VjcmV0").submit({ req_key: model, prompt });
        assert.equal(answer?.ResponseMetadata?.Error?.Code, "SignatureDoesNotMatch",
                     `the answer is ${JSON.stringify(answer)}`);
    });

    check("a task that nobody submitted is not_found", async () => {
        const data = answered_well(await client.query({ req_key: model, task_id: "7392616336519610409" }));
        assert.equal(data.status, "not_found");
    });
}
