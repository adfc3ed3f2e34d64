// Random requests of the shapes that the vendor's npm signer and ours both support.
//
// Left out is where official signers disagree with each other: repeated keys and keys like numbers in a query, runs of
// blanks inside a header value, the ports 80 and 443, and bodies that are not text.

const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const digits = [..."0123456789"];
const alphanumeric = [...letters, ...letters.map((letter) => letter.toUpperCase()), ...digits];
const unreserved = [...alphanumeric, ..."-_.~"];
const visible = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
const reserved = [..." !\"#$%&'()*+,/:;<=>?@[\\]^`{|}"];
const chinese = (random) => String.fromCodePoint(random.number(0x4e00, 0x9fff));
const emoji = ["🐈", "🐈‍⬛", "👩‍🎨", "🇨🇳", "❤️", "𠮷", "\u{10ffff}"];
const odd = ["\n", "\r\n", "\t", "\0", "\x7f", "\u00a0", "é", "\u2028", "\u3000", "\ufeff", "%41", "%", "+", "&a=b"];

const any_text = [chinese, chinese, chinese, (random) => random.one_of(emoji), (random) => random.one_of(odd),
                  (random) => random.one_of(reserved), (random) => random.one_of(unreserved)];
const name_text = [chinese, (random) => random.one_of(reserved), (random) => random.one_of(unreserved)];

const shapes = [
    { profile: "no_content_type", with_body: true, with_host: true, with_more: true },
    { profile: "hash_and_date_only", with_body: true, with_host: false, with_more: false },
    { profile: "host_and_date_only", with_body: false, with_host: true, with_more: false },
];

function path_of(random) {
    if (random.once_in(2)) return "/";
    const segments = random.list(1, 4, () => random.text(0, 8, random.once_in(3) ? any_text : unreserved));
    return "/" + segments.join("/");
}

function query_of(random) {
    const pairs = new Map([["Action", "CVSync2AsyncSubmitTask"], ["Version", "2022-08-31"]]);
    if (random.once_in(8)) pairs.clear();
    for (let left = random.number(0, 5); left !== 0; --left) {
        const name = random.one_of(letters) + random.text(0, 6, random.once_in(3) ? name_text : unreserved);
        pairs.set(name, random.text(0, 10, any_text));
    }
    return [...pairs];
}

function blanks_around(random, value) {
    const blanks = () => random.text(0, 2, [" ", "\t"]);
    return random.once_in(3) ? blanks() + value + blanks() : value;
}

/** Headers beside those that every signer adds; their names differ in more than the case of letters. */
function more_headers(random) {
    const headers = new Map();
    for (let left = random.number(0, 4); left !== 0; --left) {
        const name = random.one_of(["X-", "x-"]) + random.text(1, 10, [...alphanumeric, "-"]);
        const words = random.list(0, 3, () => random.text(1, 8, visible));
        headers.set(name.toLowerCase(), [name, blanks_around(random, words.join(" "))]);
    }
    for (const added of ["x-date", "x-content-sha256", "x-security-token"]) headers.delete(added);
    if (random.once_in(4)) headers.set("content-md5", ["Content-MD5", random.text(24, 24, alphanumeric)]);
    return [...headers.values()];
}

function headers_of(random, shape) {
    const headers = shape.with_more ? more_headers(random) : [];
    const hosts = ["visual.volcengineapi.com", "127.0.0.1:43121", "[2001:80::1]:8080", "example.com:8443", "host:8080"];
    if (shape.with_host) headers.push([random.one_of(["Host", "host"]), random.one_of(hosts)]);
    // Sent and, by these profiles, not signed.
    if (random.once_in(2)) headers.push(["Content-Type", "application/json; charset=utf-8"]);
    if (random.once_in(4)) headers.push(["User-Agent", random.text(1, 12, visible)]);
    return headers;
}

/** What the caller hands to the vendor's signer: text, or an object that it writes as JSON. */
function body_of(random) {
    if (random.once_in(2)) return random.text(1, random.once_in(20) ? 2000 : 60, any_text);
    return { req_key: "jimeng_t2i_v40", prompt: random.text(0, 40, any_text), width: random.number(512, 4096),
             scale: random.number(0, 100) / 100, [random.text(1, 5, any_text)]: [random.once_in(2), null] };
}

/** @returns  One request; `body` may be an object, everything else is text, lists of pairs and numbers. */
export function random_request(random, index) {
    const shape = shapes[index % shapes.length];
    return {
        profile: shape.profile,
        method: random.one_of(["POST", "POST", "GET", "PUT", "DELETE"]),
        path: path_of(random),
        query: query_of(random),
        headers: headers_of(random, shape),
        body: shape.with_body ? body_of(random) : "",
        access_key_id: "AK" + random.text(10, 40, alphanumeric),
        secret_access_key: random.text(1, 60, random.once_in(2) ? alphanumeric : visible),
        security_token: random.once_in(2) ? random.text(1, 200, visible) : "",
        region: random.once_in(3) ? "cn-north-1" : random.text(1, 20, [...letters, ...digits, "-"]),
        service: random.once_in(3) ? "cv" : random.text(1, 12, [...letters, ...digits, "_"]),
        now: random.number(0, 4102444799), // to the end of the year 2099
        milliseconds: random.number(0, 999),
    };
}
