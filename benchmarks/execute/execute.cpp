// Times what one call costs the processor before and after the network: signing, encoding, decoding.
#include <jimeng/jimeng.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

namespace {

using namespace std::chrono_literals;

jimeng::hmac_sha256_signer const& signer()
{
    static jimeng::hmac_sha256_signer const made{
        {"AKLTEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE1",
         jimeng::secret{"TVRBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQT0="},
         {}}};
    return made;
}

void sign_submit(benchmark::State& state)
{
    auto request = jimeng::make_call<jimeng::submit_task>({"https", "visual.volcengineapi.com", 443},
                                                          std::string(static_cast<std::size_t>(state.range(0)), 'x'));
    auto now = std::chrono::sys_seconds{1'750'000'000s};
    for (auto _ : state) {
        signer().sign(request, now += 1s); // each second has a signature of its own
        benchmark::DoNotOptimize(request);
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sign_submit)->Arg(300)->Arg(4096)->Arg(15 << 20);

void encode_submit(benchmark::State& state)
{
    jimeng::text_to_image_v40 const request{.prompt = "A white Siamese cat on a windowsill, sunlight streaming in",
                                            .image_urls = {"https://example.com/input.jpg"},
                                            .size = jimeng::size<2560, 1440>,
                                            .scale = 0.7};
    for (auto _ : state)
        benchmark::DoNotOptimize(jimeng::encode_submit(request));
}
BENCHMARK(encode_submit);

void encode_query(benchmark::State& state)
{
    auto const id = *jimeng::task_id::parse("7392616336519610409");
    for (auto _ : state)
        benchmark::DoNotOptimize(jimeng::encode_query("jimeng_t2i_v40", id, {}));
}
BENCHMARK(encode_query);

void decode_links(benchmark::State& state)
{
    jimeng::http_response const answer{
        200,
        {},
        R"({"code":10000,"data":{"binary_data_base64":null,"image_urls":["https://example.com/picture.png?x-expires=1&x-signature=2"],)"
        R"("status":"done"},"message":"Success","request_id":"20250617184605AAAAAAAAAAAAAAAAAAAA","status":10000,"time_elapsed":"1.2ms"})"};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    for (auto _ : state)
        benchmark::DoNotOptimize(jimeng::decode_result(answer, ec, details));
}
BENCHMARK(decode_links);

void decode_base64(benchmark::State& state)
{
    auto const text = jimeng::base64_encode(std::string(static_cast<std::size_t>(state.range(0)), '\x5a'));
    for (auto _ : state)
        benchmark::DoNotOptimize(jimeng::base64_decode(text));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(decode_base64)->Arg(1 << 20);

} // namespace

BENCHMARK_MAIN();
