#ifndef JIMENG_SRC_HPP
#define JIMENG_SRC_HPP

/// All function bodies of the client. Include it in exactly one source file of a program that defines
/// `JIMENG_SEPARATE_COMPILATION` for all of them.

#ifndef JIMENG_SEPARATE_COMPILATION
#error "jimeng: src.hpp is for programs that define JIMENG_SEPARATE_COMPILATION"
#endif

#include <jimeng/core/config.hpp>
#include <jimeng/jimeng.hpp>
#include <jimeng/store.hpp>

#include <jimeng/client/impl/client_options.ipp>
#include <jimeng/client/impl/error_with_pictures.ipp>
#include <jimeng/client/impl/generate_fsm.ipp>
#include <jimeng/client/impl/generate_query.ipp>
#include <jimeng/client/impl/generate_record.ipp>
#include <jimeng/client/impl/generate_renewal.ipp>
#include <jimeng/client/impl/generate_submit.ipp>
#include <jimeng/client/impl/inline_pictures.ipp>
#include <jimeng/client/impl/result_collector.ipp>
#include <jimeng/client/impl/start.ipp>
#include <jimeng/client/impl/visual_backend.ipp>
#include <jimeng/core/impl/credentials.ipp>
#include <jimeng/core/impl/image_file.ipp>
#include <jimeng/core/impl/input_image.ipp>
#include <jimeng/core/impl/ratio_rules.ipp>
#include <jimeng/core/impl/ratio_word.ipp>
#include <jimeng/core/impl/registry.ipp>
#include <jimeng/media/impl/artifact.ipp>
#include <jimeng/media/impl/mp4_check.ipp>
#include <jimeng/media/impl/output_names.ipp>
#include <jimeng/media/impl/picture_check.ipp>
#include <jimeng/media/impl/picture_file.ipp>
#include <jimeng/media/impl/picture_names.ipp>
#include <jimeng/media/impl/png_check.ipp>
#include <jimeng/media/impl/saved_result.ipp>
#include <jimeng/net/impl/account_limiter.ipp>
#include <jimeng/net/impl/beast_transport.ipp>
#include <jimeng/net/impl/callback_driver.ipp>
#include <jimeng/net/impl/disk_line.ipp>
#include <jimeng/net/impl/download.ipp>
#include <jimeng/net/impl/file_slots.ipp>
#include <jimeng/net/impl/proxy.ipp>
#include <jimeng/net/impl/run.ipp>
#include <jimeng/net/impl/runtime.ipp>
#include <jimeng/sign/impl/bearer_token.ipp>
#include <jimeng/sign/impl/canonical_request.ipp>
#include <jimeng/sign/impl/explain.ipp>
#include <jimeng/sign/impl/hmac_sha256_signer.ipp>
#include <jimeng/sign/impl/native_sha256.ipp>
#include <jimeng/sign/impl/openssl_sha256.ipp>
#include <jimeng/sign/impl/sha256.ipp>
#include <jimeng/sign/impl/signing_steps.ipp>
#include <jimeng/store/impl/file_job_store.ipp>
#include <jimeng/store/impl/job_folder.ipp>
#include <jimeng/store/impl/job_history.ipp>
#include <jimeng/store/impl/journal_line.ipp>
#include <jimeng/wire/impl/any_request.ipp>
#include <jimeng/wire/impl/base64.ipp>
#include <jimeng/wire/impl/decode.ipp>
#include <jimeng/wire/impl/diagnostics.ipp>
#include <jimeng/wire/impl/encode.ipp>
#include <jimeng/wire/impl/error.ipp>
#include <jimeng/wire/impl/file_body.ipp>
#include <jimeng/wire/impl/json_schema.ipp>
#include <jimeng/wire/impl/json_sink.ipp>
#include <jimeng/wire/impl/json_writer.ipp>
#include <jimeng/wire/impl/picture_text_decoder.ipp>
#include <jimeng/wire/impl/prepared_entry.ipp>
#include <jimeng/wire/impl/prepared_request.ipp>
#include <jimeng/wire/impl/result_reader.ipp>
#include <jimeng/wire/impl/shortplay_answers.ipp>
#include <jimeng/wire/impl/uri_encoding.ipp>

namespace jimeng::inline JIMENG_ABI {

namespace detail {
template generate_options const& default_options<generate_options>() noexcept;
} // namespace detail
template class basic_client<hmac_sha256_signer<>, beast_transport>;
template class hmac_sha256_signer<openssl_sha256>;
template class hmac_sha256_signer<native_sha256>;

} // namespace jimeng::inline JIMENG_ABI

#endif
