// main.mjs JIMENG, with input.png in this folder and the emulator's keys in the environment: the official client and the
// inspector's command line, as their users call them.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CallToolResultSchema, LATEST_PROTOCOL_VERSION } from "@modelcontextprotocol/sdk/types.js";
import { check, run_checks } from "./tap.mjs";

const [jimeng] = process.argv.slice(2);
const here = process.cwd();
const cat = { model: "3.1", prompt: "a cat", width: 512, height: 512 };
const hour = { timeout: 3_600_000 };
// Clients give up after a minute. The emulator's tasks take five seconds; where deep tests are asked for, ninety.
const deep = process.env.JIMENG_DEEP === "1";
const limit = 60_000;
const answer_within = deep ? "50" : "1";

function same(got, wanted) {
    if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
}

/** The request keys of the tasks that the emulator took so far. */
function submits() {
    const lines = readFileSync("ledger.jsonl", "utf8").split("\n").filter(Boolean).map(JSON.parse);
    return lines.filter((line) => line.event === "accepted").map((line) => line.req_key);
}

/** How many came while something is done. */
async function new_submits(run) {
    const before = submits().length;
    await run();
    return submits().slice(before);
}

/** @param within  Seconds in which the server answers, whatever the task does. */
async function with_client(within, run) {
    const client = new Client({ name: "jimeng-interop", version: "1" });
    const args = ["mcp", "--output", join(here, "pictures"), "--allow", here, "--concurrency", "4", "--answer-within", within];
    await client.connect(new StdioClientTransport({ command: jimeng, args, env: process.env, stderr: "inherit" }));
    try {
        await run(client);
    } finally {
        await client.close();
    }
}

async function call(client, name, fields, options = hour) {
    return await client.callTool({ name, arguments: fields }, CallToolResultSchema, options);
}

/** Waits as a model would: asks again while it is told to. */
async function wait(client, task, options = hour) {
    for (;;) {
        const result = await call(client, "wait_task", { task }, options);
        if (result.structuredContent.state !== "running") return result;
    }
}

/** Starts the server by such an entry as its users write. */
function inspect(...words) {
    const args = ["mcp", "--output", join(here, "pictures"), "--allow", here, "--answer-within", deep ? answer_within : "3600"];
    writeFileSync("servers.json", JSON.stringify({ mcpServers: { jimeng: { command: jimeng, args, env: process.env } } }));
    const launcher = join("node_modules", "@modelcontextprotocol", "inspector", "clients", "launcher", "build", "index.js");
    return JSON.parse(execFileSync(process.execPath, [launcher, "--cli", "--config", "servers.json", "--server", "jimeng", ...words],
        { env: { ...process.env, MCP_INSPECTOR_SECRET_STORE: "memory" }, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 }));
}

check("the client agrees on its newest revision and lists all tools", () => with_client("3600", async (client) => {
    same(client.getServerVersion().name, "jimeng");
    same(client.transport.protocolVersion ?? LATEST_PROTOCOL_VERSION, LATEST_PROTOCOL_VERSION);
    const { tools } = await client.listTools();
    same(tools.map((tool) => tool.name), ["generate_image", "edit_image", "generate_video", "wait_task", "list_tasks", "list_models", "estimate"]);
    await client.ping();
}));

check("a text becomes a picture: one submit, the picture small, its file, progress on the way", () => with_client("3600", async (client) => {
    const told = [];
    same(await new_submits(async () => {
        const result = await call(client, "generate_image", cat, { ...hour, onprogress: (progress) => told.push(progress.progress) });
        same(result.content.map((block) => block.type), ["text", "image"]);
        const [file] = result.structuredContent.files;
        same([result.structuredContent.state, readFileSync(file.path).length], ["done", file.size_bytes]);
        same(Buffer.from(result.content[1].data, "base64").length <= 1_000_000, true);
    }), ["jimeng_t2i_v31"]);
    same(told, told.map((_, number) => number + 1));
    same(told.length > 1, true);
}));

check("a local file is edited, a video is made: one submit each", () => with_client("3600", async (client) => {
    same(await new_submits(async () => {
        const edited = await call(client, "edit_image", { model: "i2i-3.0", prompt: "bluer", images: [join(here, "input.png")] });
        same([edited.isError, edited.structuredContent.state], [undefined, "done"]);
        const film = await call(client, "generate_video", { model: "video-3.0", prompt: "a wave" });
        same(film.structuredContent.billed, { pictures: 0, seconds: 5 });
    }), ["jimeng_i2i_v30", "jimeng_t2v_v30"]);
    const outside = await call(client, "edit_image", { model: "i2i-3.0", prompt: "p", images: ["/etc/passwd"] });
    same(outside.isError, true);
}));

check("what costs nothing sends nothing", () => with_client("3600", async (client) => {
    same(await new_submits(async () => {
        same((await call(client, "estimate", { model: "4.0", prompt: "p" })).structuredContent.at_most, { pictures: 15, seconds: 0 });
        same((await call(client, "list_models", {})).structuredContent.models.length, 29);
        same((await call(client, "list_tasks", {})).structuredContent.tasks.length > 0, true);
    }), []);
}));

check("a call that is cancelled after it was accepted is brought home", () => with_client("3600", async (client) => {
    same(await new_submits(async () => {
        const cancel = new AbortController();
        let task;
        const asked = call(client, "generate_image", cat, { ...hour, signal: cancel.signal, onprogress: ({ message }) => {
            task ??= /accepted as task (\d+)/.exec(message)?.[1];
            if (task) cancel.abort("bored");
        } });
        same(await asked.then(() => "answered", () => "cancelled"), "cancelled");
        const result = await wait(client, task);
        same([result.structuredContent.state, result.structuredContent.task_id], ["done", task]);
    }), ["jimeng_t2i_v31"]);
}));

check(`a client that gives up after ${limit / 1000} s is told before that how to go on`, () => with_client(answer_within, async (client) => {
    same(await new_submits(async () => {
        const first = await call(client, "generate_image", cat, { timeout: limit });
        same([first.isError, first.structuredContent.state], [undefined, "running"]);
        const result = await wait(client, first.structuredContent.task_id ?? first.structuredContent.task, { timeout: limit });
        same([result.structuredContent.state, result.structuredContent.billed.pictures], ["done", 0]);
    }), ["jimeng_t2i_v31"]);
}));

if (deep) check("a client that gave up finds the task in the list, in another session too", async () => {
    same(await new_submits(async () => {
        await with_client("3600", async (client) => {
            const asked = call(client, "generate_image", { ...cat, prompt: "given up" }, { timeout: limit, onprogress: () => {} });
            same(await asked.then(() => "answered", () => "gave up"), "gave up");
        });
        await with_client("3600", async (client) => {
            const { tasks } = (await call(client, "list_tasks", { limit: 1 })).structuredContent;
            same(tasks.map((task) => task.prompt), ["given up"]);
            same((await wait(client, tasks[0].task_id)).structuredContent.state, "done");
        });
    }), ["jimeng_t2i_v31"]);
});

check("tasks and pictures are resources", () => with_client("3600", async (client) => {
    const { resources } = await client.listResources();
    const picture = resources.find((one) => one.uri.startsWith("jimeng://picture/") && one.name.endsWith(".png"));
    const { contents } = await client.readResource({ uri: picture.uri });
    same([contents[0].mimeType, Buffer.from(contents[0].blob, "base64").length], ["image/png", picture.size]);
    same((await client.listResourceTemplates()).resourceTemplates.length, 2);
}));

check("the inspector's command line lists and calls every tool: one submit for each that costs something", async () => {
    const names = inspect("--method", "tools/list").tools.map((tool) => tool.name);
    same(names.length, 7);
    const words = {
        generate_image: ["model=3.1", "prompt=a cat", "width=512", "height=512"],
        edit_image: ["model=i2i-3.0", "prompt=bluer", `images=${JSON.stringify([join(here, "input.png")])}`],
        generate_video: ["model=video-3.0", "prompt=a wave"],
        list_tasks: ["limit=3"],
        list_models: ["model=4.6"],
        estimate: ["model=4.6", "prompt=a cat"],
    };
    same(await new_submits(() => {
        for (const name of names.filter((name) => name !== "wait_task")) {
            const result = inspect("--method", "tools/call", "--tool-name", name, ...words[name].flatMap((word) => ["--tool-arg", word]));
            same([name, result.isError], [name, undefined]);
            if (name === "generate_image") words.wait_task = `task="${result.structuredContent.task_id}"`;
        }
        let again;
        do again = inspect("--method", "tools/call", "--tool-name", "wait_task", "--tool-arg", words.wait_task);
        while (again.structuredContent.state === "running");
        same([again.isError, again.structuredContent.state], [undefined, "done"]);
    }), ["jimeng_t2i_v31", "jimeng_i2i_v30", "jimeng_t2v_v30"]);
    same(inspect("--method", "resources/list").resources.length > 0, true);
});

await run_checks();
