"use strict";

// What a batch brought. All of it is data: it reaches the page as text of elements and as addresses of files, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const results = data.results;

const languages = {
    en: {
        name: "English", title: "Results of", search: "Search prompt, id, model, message", all: "all",
        done: "done", failed: "failed", running: "running", unknown: "unknown", invalid: "invalid", light: "Light", dark: "Dark",
        missing: "the file is not there", unseen: "this browser cannot show the file", none: "no file", of: "of",
        empty: "There are no results yet.", unmatched: "Nothing matches. Clear the search or choose another status.",
        keys: "Arrows move · Enter opens · / searches · 0 to 5 choose a status · L language · T light or dark · Esc closes",
        statuses: "Status", grid: "Results", previous: "Previous", next: "Next", close: "Close",
        subject: "Prompt", status: "Status", model: "Model", id: "Id", line: "Line", task_id: "Task", error: "Message",
    },
    zh: {
        name: "中文", title: "结果：", search: "搜索提示词、id、模型、消息", all: "全部",
        done: "完成", failed: "失败", running: "进行中", unknown: "未知", invalid: "无效", light: "浅色", dark: "深色",
        missing: "文件不在", unseen: "浏览器无法显示这个文件", none: "没有文件", of: "/",
        empty: "还没有结果。", unmatched: "没有匹配的结果。请清空搜索或选择其他状态。",
        keys: "方向键移动 · Enter 打开 · / 搜索 · 0 到 5 选择状态 · L 语言 · T 浅色或深色 · Esc 关闭",
        statuses: "状态", grid: "结果", previous: "上一个", next: "下一个", close: "关闭",
        subject: "提示词", status: "状态", model: "模型", id: "id", line: "行", task_id: "任务", error: "消息",
    },
};
const statuses = ["all", "done", "failed", "running", "unknown", "invalid"];

const part = (name) => document.getElementById(name);
const grid = part("grid"), detail = part("detail"), text = part("text");

let language = "en";  // a key of `languages`
let theme = "light";
let chosen = "all";   // a status
let shown = results;  // those that the filters let through
let selected = 0;     // a place in `shown`
let table = { columns: 1, card: 1, thumb: 1, row: 1 };  // in pixels but for the columns
const cards = new Map();  // those that are built, by their place in `shown`
const words = () => languages[language];

// --- Pieces of the page

function make(kind, name, content) {
    const made = document.createElement(kind);
    if (name) made.className = name;
    if (content !== undefined) made.textContent = content;
    return made;
}

function sides(file) {
    return file.width ? `${file.width} × ${file.height}` : "";
}

function bytes(count) {
    if (count < 1000) return `${count} B`;
    return count < 1e6 ? `${(count / 1e3).toFixed(0)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

// A picture or video in its frame, or the reason why there is none.
function view(file, large) {
    if (!file) return make("span", "instead", words().none);
    if (!file.there) return make("span", "instead", words().missing);
    if (file.kind === "other") return make("span", "instead", file.path);
    const seen = make(file.kind === "video" ? "video" : "img");
    if (file.kind === "video") {
        seen.preload = large ? "metadata" : "none";
        seen.controls = large;
    } else {
        seen.loading = "lazy";
        seen.decoding = "async";
        seen.alt = file.path;
    }
    seen.addEventListener("error", () => seen.replaceWith(make("span", "instead", words().unseen)));
    seen.src = file.href;
    return seen;
}

// --- The grid: only cards that are in sight, and a few around them, are built

function measure() {
    const gap = 12, width = grid.clientWidth, least = width < 480 ? 150 : 210;
    const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
    const card = Math.floor((width + gap) / columns) - gap;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const thumb = Math.round(card * 0.75), height = thumb + Math.round(6.5 * rem);
    table = { columns, card, thumb, height, gap, row: height + gap };
    grid.style.height = `${Math.max(0, Math.ceil(shown.length / columns) * table.row - gap)}px`;
}

function build(place) {
    const one = shown[place], card = make("div", "card");
    card.id = `card-${place}`;
    card.dataset.place = place;
    card.setAttribute("role", "option");
    card.setAttribute("aria-posinset", place + 1);
    card.setAttribute("aria-setsize", shown.length);
    card.style.width = `${table.card}px`;
    card.style.height = `${table.height}px`;
    const x = (place % table.columns) * (table.card + table.gap), y = Math.floor(place / table.columns) * table.row;
    card.style.transform = `translate(${x}px, ${y}px)`;

    const thumb = make("div", "thumb");
    thumb.style.height = `${table.thumb}px`;
    thumb.append(one.files.length || !one.error ? view(one.files[0], false) : make("span", "instead", one.error));
    if (one.files.length && one.files[0].there && one.files[0].kind === "video") thumb.append(make("span", "play", "▶"));
    if (one.files.length > 1) thumb.append(make("span", "badge", `× ${one.files.length}`));

    const below = make("div", "words"), names = make("div", "line"), facts = make("div", "line");
    const subject = make("div", "subject", one.subject || one.id);
    subject.dir = "auto";
    names.append(make("span", "wide", one.id), make("span", `fixed ${one.status}`, words()[one.status]));
    facts.append(make("span", "wide", one.model), make("span", "fixed", one.files.length ? sides(one.files[0]) : ""));
    below.append(subject, names, facts);
    card.append(thumb, below);
    return card;
}

function draw() {
    const above = -grid.getBoundingClientRect().top, around = 1;
    const first = Math.max(0, Math.floor(above / table.row) - around) * table.columns;
    const last = Math.min(shown.length, (Math.ceil((above + innerHeight) / table.row) + around) * table.columns);
    for (const [place, card] of cards) {
        if (place >= first && place < last) continue;
        card.remove();
        cards.delete(place);
    }
    for (let place = first; place < last; ++place) {
        if (cards.has(place)) continue;
        const card = build(place);
        cards.set(place, card);
        grid.append(card);
    }
    mark();
}

function mark() {
    for (const [place, card] of cards) card.setAttribute("aria-selected", place === selected);
    if (cards.has(selected)) grid.setAttribute("aria-activedescendant", `card-${selected}`);
    else grid.removeAttribute("aria-activedescendant");
}

function redraw() {
    for (const card of cards.values()) card.remove();
    cards.clear();
    measure();
    draw();
}

let waits = false;
function drawSoon() {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
        waits = false;
        draw();
    });
}

// --- Filters

const plain = (words) => words.normalize("NFKC").toLowerCase();
let searched = null;  // what is looked through, for each result; made when somebody searches

function haystack(one) {
    return plain([one.id, one.subject, one.model, one.model_key, one.task_id, one.error,
                  ...one.files.map((file) => file.path)].join("\n"));
}

function filter() {
    const before = shown[selected];
    const wanted = plain(text.value).split(/\s+/).filter((word) => word);
    if (wanted.length && !searched) searched = new Map(results.map((one) => [one, haystack(one)]));
    shown = results.filter((one) => (chosen === "all" || one.status === chosen) &&
                                    wanted.every((word) => searched.get(one).includes(word)));
    selected = Math.max(0, shown.indexOf(before));
    tell();
    scrollTo(0, 0);
    redraw();
    if (selected) reveal();
}

function tell() {
    const number = (count) => count.toLocaleString(language);
    part("count").textContent = `${number(shown.length)} ${words().of} ${number(results.length)}`;
    part("nothing").hidden = shown.length !== 0;
    part("nothing").textContent = results.length ? words().unmatched : words().empty;
    for (const button of part("statuses").children)
        button.setAttribute("aria-pressed", button.dataset.status === chosen);
}

function choose(status) {
    chosen = status;
    filter();
}

function makeStatuses() {
    part("statuses").replaceChildren();
    for (const status of statuses) {
        const count = results.filter((one) => status === "all" || one.status === status).length;
        if (!count && status !== "all") continue;
        const button = make("button", "", `${words()[status]} ${count.toLocaleString(language)}`);
        button.type = "button";
        button.dataset.status = status;
        button.addEventListener("click", () => choose(status));
        part("statuses").append(button);
    }
}

// --- One result, large

function fact(name, value, kind) {
    if (value === null || value === undefined || value === "") return;
    const said = make("dd", kind, value);
    said.dir = "auto";
    part("facts").append(make("dt", "", words()[name]), said);
}

function caption(file) {
    const below = make("figcaption");
    const told = [sides(file), bytes(file.size_bytes), file.sha256 ? `SHA-256 ${file.sha256}` : ""].filter((said) => said);
    if (file.there) {
        const link = make("a", "", file.path);
        link.href = file.href;
        link.target = "_blank";
        link.rel = "noopener noreferrer";
        below.append(link);
    } else {
        below.append(file.path);
    }
    below.append(make("br"), told.join(" · "));
    return below;
}

function fill() {
    const one = shown[selected];
    part("place").textContent = `${(selected + 1).toLocaleString(language)} ${words().of} ${shown.length.toLocaleString(language)}`;
    part("files").replaceChildren(...one.files.map((file) => {
        const figure = make("figure"), seen = view(file, true);
        figure.append(seen, caption(file));
        seen.addEventListener("loadedmetadata", () => {
            [file.width, file.height] = [seen.videoWidth, seen.videoHeight];
            figure.lastChild.replaceWith(caption(file));
        });
        return figure;
    }));
    part("facts").replaceChildren();
    fact("subject", one.subject);
    fact("status", words()[one.status], one.status);
    fact("error", one.error);
    fact("model", one.model === one.model_key ? one.model : `${one.model} (${one.model_key})`);
    fact("id", one.id);
    fact("line", one.line);
    fact("task_id", one.task_id);
    part("previous").disabled = selected === 0;
    part("next").disabled = selected + 1 === shown.length;
}

function open() {
    if (!shown.length) return;
    fill();
    if (!detail.open) {
        detail.showModal();
        detail.focus();  // not a button, which Enter would press
    }
    detail.scrollTop = 0;
}

// --- Moving about

function reveal() {
    const row = Math.floor(selected / table.columns), head = document.querySelector("header");
    const covered = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0;
    const top = grid.getBoundingClientRect().top + scrollY + row * table.row;
    if (top - covered - table.gap < scrollY) scrollTo(0, top - covered - table.gap);
    else if (top + table.row > scrollY + innerHeight) scrollTo(0, top + table.row - innerHeight);
    draw();
}

function move(to) {
    if (!shown.length) return;
    selected = Math.min(Math.max(to, 0), shown.length - 1);
    reveal();
    if (detail.open) open();
}

const page = () => table.columns * Math.max(1, Math.floor(innerHeight / table.row));
const steps = {
    ArrowLeft: () => selected - 1, ArrowRight: () => selected + 1,
    ArrowUp: () => selected - table.columns, ArrowDown: () => selected + table.columns,
    PageUp: () => selected - page(), PageDown: () => selected + page(),
    Home: () => 0, End: () => shown.length - 1,
};

function keyInSearch(key) {
    if (key === "Escape" && text.value) {
        text.value = "";
        filter();
    } else if (key === "Escape" || key === "ArrowDown" || key === "Enter") {
        grid.focus({ preventScroll: true });
    } else {
        return false;
    }
    return true;
}

// The keys of the open result; Escape is the browser's.
function keyInDetail(key, target) {
    if (target instanceof HTMLVideoElement || (key !== "ArrowLeft" && key !== "ArrowRight")) return false;
    move(steps[key]());
    return true;
}

function keyInGrid(key, target) {
    const onButton = target instanceof HTMLButtonElement;
    if (steps[key]) {
        grid.focus({ preventScroll: true });
        move(steps[key]());
    } else if ((key === "Enter" || key === " ") && !onButton) {
        open();
    } else if (key === "/") {
        text.focus();
        text.select();
    } else if (/^[0-5]$/.test(key)) {
        choose(statuses[Number(key)]);
    } else if (key === "l" || key === "L") {
        speak(language === "en" ? "zh" : "en");
    } else if (key === "t" || key === "T") {
        paint(theme === "dark" ? "light" : "dark");
    } else {
        return false;
    }
    return true;
}

function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key, target } = event;
    const taken = detail.open ? keyInDetail(key, target) : target === text ? keyInSearch(key) : keyInGrid(key, target);
    if (taken) event.preventDefault();
}

// --- Language and colours, kept where the browser lets a page keep anything

function kept(name) {
    try {
        return localStorage.getItem(`jimeng-gallery-${name}`);
    } catch {
        return null;
    }
}

function keep(name, value) {
    try {
        localStorage.setItem(`jimeng-gallery-${name}`, value);
    } catch {
        // then it holds for this page alone
    }
}

function say(next) {
    language = next;
    const other = languages[next === "en" ? "zh" : "en"];
    document.documentElement.lang = next === "en" ? "en" : "zh-CN";
    document.title = `${words().title} ${data.folder}`;
    part("title").textContent = document.title;
    part("language").textContent = other.name;
    text.placeholder = words().search;
    text.setAttribute("aria-label", words().search);
    part("statuses").setAttribute("aria-label", words().statuses);
    grid.setAttribute("aria-label", words().grid);
    part("keys").textContent = words().keys;
    for (const name of ["previous", "next", "close"]) part(name).setAttribute("aria-label", words()[name]);
    show(theme);
    makeStatuses();
    tell();
    redraw();
}

function speak(next) {
    keep("language", next);
    say(next);
}

function show(next) {
    theme = next;
    document.documentElement.dataset.theme = next;
    part("theme").textContent = words()[next === "dark" ? "light" : "dark"];
}

function paint(next) {
    keep("theme", next);
    show(next);
}

function begin() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const wanted = kept("language") || data.language || (navigator.language.startsWith("zh") ? "zh" : "en");
    show(kept("theme") || (dark.matches ? "dark" : "light"));
    say(languages[wanted] ? wanted : "en");
    dark.addEventListener("change", () => kept("theme") || show(dark.matches ? "dark" : "light"));
    part("language").addEventListener("click", () => speak(language === "en" ? "zh" : "en"));
    part("theme").addEventListener("click", () => paint(theme === "dark" ? "light" : "dark"));
    text.addEventListener("input", filter);
    grid.addEventListener("click", (event) => {
        const card = event.target.closest(".card");
        if (!card) return;
        move(Number(card.dataset.place));
        open();
    });
    part("previous").addEventListener("click", () => move(selected - 1));
    part("next").addEventListener("click", () => move(selected + 1));
    part("close").addEventListener("click", () => detail.close());
    detail.addEventListener("click", (event) => event.target === detail && detail.close());
    detail.addEventListener("close", () => {
        part("files").replaceChildren();  // ends a video that plays
        grid.focus({ preventScroll: true });
    });
    document.addEventListener("keydown", press);
    addEventListener("scroll", drawSoon, { passive: true });
    addEventListener("resize", redraw);
    grid.focus({ preventScroll: true });
}

begin();
