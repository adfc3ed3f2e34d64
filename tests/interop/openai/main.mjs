// main.mjs URL TOKEN, with a PNG and its mask in this folder: OpenAI's own client, as its users call it.

import { createReadStream, readFileSync } from "node:fs";
import OpenAI from "openai";
import { check, run_checks } from "./tap.mjs";

const [url, token] = process.argv.slice(2);
const client = new OpenAI({ baseURL: url + "/v1", apiKey: token });
const request = { model: "3.0", prompt: "A lake at dawn", size: "512x512" };

function same(got, wanted) {
    if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
}

function is_png(base64) {
    same(Buffer.from(base64, "base64").subarray(0, 8).toString("hex"), "89504e470d0a1a0a");
}

/** How many tasks the emulator took so far. */
function submits() {
    return readFileSync("ledger.jsonl", "utf8").split("\n").filter((line) => line.includes('"event":"accepted"')).length;
}

async function error_of(asked) {
    return await asked.then(() => { throw new Error("nothing was wrong"); }, (problem) => problem);
}

check("models are listed and told one by one", async () => {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    same([names.includes("4.0"), names.includes("video-3.0")], [true, false]);
    same((await client.models.retrieve("inpaint")).object, "model");
});

check("a picture is drawn and its link leads to it", async () => {
    const { data, created } = await client.images.generate(request);
    same([data.length, Number.isInteger(created)], [1, true]);
    const answer = await fetch(data[0].url);
    same([answer.status, answer.headers.get("content-type")], [200, "image/png"]);
});

check("two pictures come in base64", async () => {
    const { data } = await client.images.generate({ ...request, n: 2, response_format: "b64_json", user: "somebody" });
    same(data.length, 2);
    data.forEach((one) => is_png(one.b64_json));
});

check("Jimeng's own fields go beside OpenAI's", async () => {
    const { data } = await client.images.generate({ ...request, seed: 7, use_pre_llm: false });
    same(data.length, 1);
});

check("a picture is edited", async () => {
    const { data } = await client.images.edit({ image: createReadStream("picture.png"), prompt: "At night", response_format: "b64_json" });
    is_png(data[0].b64_json);
});

check("two pictures become one", async () => {
    const image = [createReadStream("picture.png"), createReadStream("picture.png")];
    const { data } = await client.images.edit({ image, prompt: "Both", model: "4.6" });
    same(data.length, 1);
});

check("what a mask leaves out is drawn anew", async () => {
    const mask = createReadStream("mask.png");
    const { data } = await client.images.edit({ image: createReadStream("picture.png"), mask, prompt: "A boat", response_format: "b64_json" });
    is_png(data[0].b64_json);
});

check("a key for idempotency stands for one picture", async () => {
    const options = { headers: { "Idempotency-Key": "from the client".replaceAll(" ", "-") } };
    const [one, other] = await Promise.all([client.images.generate(request, options), client.images.generate(request, options)]);
    same(one.jimeng.tasks[0].task_id, other.jimeng.tasks[0].task_id);
    const problem = await error_of(client.images.generate({ ...request, prompt: "Another" }, options));
    same([problem.status, problem.code], [422, "idempotency_key_reused"]);
});

check("errors are the client's own kinds of errors", async () => {
    const wrong = await error_of(client.images.generate({ ...request, quality: "hd" }));
    same([wrong instanceof OpenAI.BadRequestError, wrong.param, wrong.code], [true, "quality", "unsupported_parameter"]);
    const unknown = await error_of(client.images.generate({ ...request, model: "dall-e-3" }));
    same([unknown instanceof OpenAI.NotFoundError, unknown.code], [true, "model_not_found"]);
    const stranger = new OpenAI({ baseURL: url + "/v1", apiKey: "sk-of-somebody-else" });
    same((await error_of(stranger.models.list())) instanceof OpenAI.AuthenticationError, true);
    const content = await error_of(client.images.generate({ ...request, prompt: "emulate:50411" }));
    same([content.status, content.code], [400, "content_policy_violation"]);
});

check("a client that gives up and sends again by itself pays once", async () => {
    const before = submits();
    const hasty = new OpenAI({ baseURL: url + "/v1", apiKey: token, timeout: 500, maxRetries: 600 }); // a task takes longer
    const { jimeng } = await hasty.images.generate(request);
    same([jimeng.tasks[0].was_there, submits() - before], [true, 1]);
});

await run_checks();
