#ifndef JIMENG_MEDIA_IMPL_PICTURE_FILE_IPP
#define JIMENG_MEDIA_IMPL_PICTURE_FILE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/media/detail/output_file.hpp>
#include <jimeng/media/detail/output_folder.hpp>
#include <jimeng/media/picture_file.hpp>

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

struct picture_file::impl {
    JIMENG_SELDOM impl(media_limits most, wanted_media what) : limits{most}, wished{what}, check{most, what} {}
    impl(impl const&) = delete;
    impl& operator=(impl const&) = delete;
    JIMENG_SELDOM [[gnu::noinline]] ~impl() { remove_temporary(); }

    JIMENG_SELDOM void remove_temporary() noexcept
    {
        if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
        if (!temporary.empty()) static_cast<void>(folder.remove(temporary));
        temporary.clear();
    }

    JIMENG_SELDOM int create()
    {
        int error = EEXIST;
        for (int attempt = 0; attempt != 16 && error == EEXIST; ++attempt) {
            auto candidate = detail::temporary_name(target.filename().string());
            error = folder.create(candidate, descriptor);
            if (error == 0) temporary.swap(candidate); // which cannot fail: nobody else would remove it
        }
        return error;
    }

    /// Opens the target's folder and makes the file that grows there.
    JIMENG_SELDOM error_code begin(diagnostics& details)
    {
        std::error_code failure;
        auto const where = detail::folder_of(target);
        std::filesystem::create_directories(where, failure);
        if (failure) return detail::refuse_file(failure.value(), asked, details);
        int error = folder.open(where);
        if (error == 0) error = create();
        return error != 0 ? detail::refuse_file(error, asked, details) : error_code{};
    }

    /// A link may lead to another file system, where no rename leads. What is here stays until the copy is whole.
    JIMENG_SELDOM error_code move_to(std::filesystem::path const& where, diagnostics& details)
    {
        impl copy{limits, wished};
        copy.asked = asked;
        copy.target = where;
        if (auto const ec = copy.begin(details)) return ec;
        if (int const error = detail::copy_bytes(descriptor, copy.descriptor))
            return detail::refuse_file(error, asked, details);
        std::swap(folder, copy.folder);
        std::swap(descriptor, copy.descriptor);
        std::swap(temporary, copy.temporary);
        target = where;
        return {};
    }

    /// The bits of the file that is replaced, or those of a new one; not every file system has them.
    JIMENG_SELDOM void set_permissions()
    {
        mode_t bits = 0;
        auto const name = target.filename().string();
        if (folder.permissions_for(name, detail::temporary_name(name), bits) != 0) return;
        [[maybe_unused]] auto const refused = ::fchmod(descriptor, bits);
    }

    /// Afterwards only the name is missing.
    JIMENG_SELDOM int make_durable()
    {
        set_permissions();
        if (int const error = detail::sync_file(descriptor)) return error;
        return detail::close_file(std::exchange(descriptor, -1));
    }

    JIMENG_SELDOM int give_name()
    {
        auto const name = target.filename().string();
        int const error = overwrite ? folder.replace(temporary, name) : folder.rename(temporary, name);
        if (error == 0) temporary.clear();
        return error;
    }

    /// Takes the first name of the kind that is free; none where there is no such.
    JIMENG_SELDOM std::string give_free_name(std::string_view stem, std::string_view ending, int number)
    {
        constexpr int most = 10'000;
        for (; number != most; ++number) {
            auto name = detail::free_name(stem, ending, number);
            int const error = folder.rename(temporary, name);
            if (error != 0 && error != EEXIST) return {};
            if (error != 0) continue;
            temporary.clear();
            return name;
        }
        return {};
    }

    /// The path as the caller would write it.
    JIMENG_SELDOM [[nodiscard]] std::string beside_asked(std::string const& name) const
    {
        bool const moved = target.parent_path() != asked.parent_path();
        return ((moved ? target : asked).parent_path() / name).string();
    }

    JIMENG_SELDOM static std::string words_for(saved_picture const& facts)
    {
        return detail::concat({"; the ", to_string(kind_of(facts.format)), " is saved as ", for_terminal(facts.path)});
    }

    /// What is there gets a name, or is removed with the reason told.
    JIMENG_SELDOM saved_picture settle(saved_picture facts, error_code& ec, diagnostics& details)
    {
        auto const ending = ec ? check.ending_to_keep() : std::string{};
        bool const incomplete = ec == client_errc::size_mismatch;
        if (ec && (ending.empty() || incomplete)) return facts;
        int const error = make_durable();
        if (ec)
            keep(ending, error, facts, details);
        else if (error != 0)
            ec = detail::refuse_file(error, asked, details);
        else
            ec = name(facts, details);
        folder.sync();
        return facts;
    }

    JIMENG_SELDOM void keep(std::string const& ending, int error, saved_picture& facts, diagnostics& details)
    {
        auto const stem = detail::without_picture_ending(target.filename().string());
        auto const name = error == 0 ? give_free_name(stem, ending, 0) : std::string{};
        if (name.empty()) {
            details.client_message += "; its bytes could not be kept";
            return;
        }
        facts.path = beside_asked(name);
        details.client_message += "; its bytes are kept as " + for_terminal(facts.path);
    }

    JIMENG_SELDOM error_code name(saved_picture& facts, diagnostics& details)
    {
        int const error = give_name();
        if (error == 0) return facts.path = asked.string(), error_code{};
        auto const free = give_free_name(target.stem().string(), target.extension().string(), 1);
        if (free.empty()) return detail::refuse_file(error, asked, details);
        facts.path = beside_asked(free);
        auto const why = error == EEXIST
                             ? std::string{"was made by somebody else meanwhile"}
                             : detail::concat({"cannot be replaced (", std::generic_category().message(error), ")"});
        return detail::refuse_file(client_errc::output_exists, asked, why + words_for(facts), details);
    }

    /// The picture stays in the folder where it grew, for it could not be copied to another.
    JIMENG_SELDOM saved_picture stay(saved_picture facts, diagnostics& details)
    {
        auto const free = make_durable() == 0 ? give_free_name(target.stem().string(), target.extension().string(), 1)
                                              : std::string{};
        folder.sync();
        if (free.empty()) return facts;
        facts.path = (target.parent_path() / free).string();
        details.client_message += words_for(facts);
        return facts;
    }

    std::filesystem::path asked;
    std::filesystem::path target; ///< Where that leads.
    bool overwrite = false;
    detail::output_folder folder; ///< Of the target.
    std::string temporary;        ///< Name in that folder.
    int descriptor = -1;
    media_limits limits;
    wanted_media wished;
    std::uint64_t written = 0;
    picture_check check;
};

JIMENG_DECL picture_file::picture_file(std::unique_ptr<impl> opened) noexcept : impl_{std::move(opened)} {}
JIMENG_DECL picture_file::picture_file(picture_file&&) noexcept = default;
JIMENG_DECL picture_file& picture_file::operator=(picture_file&&) noexcept = default;
JIMENG_SELDOM JIMENG_DECL picture_file::~picture_file() = default;

JIMENG_SELDOM JIMENG_DECL std::optional<picture_file> picture_file::open(std::string const& target, bool overwrite,
                                                                         media_limits limits, error_code& ec,
                                                                         diagnostics& details, wanted_media wanted)
{
    auto file = std::make_unique<impl>(limits, wanted);
    file->asked = file->target = target;
    file->overwrite = overwrite;
    ec = detail::find_target(file->target, overwrite, details);
    if (!ec) ec = file->begin(details);
    if (ec) return std::nullopt;
    return picture_file{std::move(file)};
}

JIMENG_SELDOM JIMENG_DECL std::optional<picture_file> picture_file::open_unnamed(std::string const& beside,
                                                                                 media_limits limits, error_code& ec,
                                                                                 diagnostics& details,
                                                                                 wanted_media wanted)
{
    auto file = std::make_unique<impl>(limits, wanted);
    file->asked = file->target = beside;
    ec = file->begin(details);
    if (ec) return std::nullopt;
    return picture_file{std::move(file)};
}

JIMENG_DECL error_code picture_file::write(std::string_view piece)
{
    auto& file = *impl_;
    if (auto const ec = file.check.write(piece)) return ec;
    if (!detail::is_within_file_limit(file.written + piece.size())) return detail::file_error(EFBIG);
    int const error = detail::write_all(file.descriptor, piece);
    if (error != 0) return detail::file_error(error);
    file.written += piece.size();
    return {};
}

JIMENG_SELDOM JIMENG_DECL void picture_file::spoil(error_code const& why, std::string words)
{
    impl_->check.spoil(why, std::move(words));
}

JIMENG_SELDOM JIMENG_DECL error_code picture_file::restart()
{
    impl_->check = picture_check{impl_->limits, impl_->wished};
    impl_->written = 0;
    if (int const failed = detail::uninterrupted([&] { return ::ftruncate(impl_->descriptor, 0); }))
        return detail::file_error(failed);
    if (::lseek(impl_->descriptor, 0, SEEK_SET) != 0) return detail::file_error(errno);
    return {};
}

JIMENG_SELDOM JIMENG_DECL saved_picture picture_file::commit(std::optional<std::uint64_t> announced, error_code& ec,
                                                             diagnostics& details)
{
    auto const facts = impl_->check.finish(announced, ec, details);
    return impl_->settle(facts, ec, details);
}

JIMENG_SELDOM JIMENG_DECL saved_picture picture_file::commit_as(picture_name const& name,
                                                                std::optional<std::uint64_t> announced, error_code& ec,
                                                                diagnostics& details)
{
    auto& file = *impl_;
    auto const facts = file.check.finish(announced, ec, details);
    std::filesystem::path where = name.leads_to.empty() ? name.path : name.leads_to;
    file.asked = name.path;
    file.overwrite = name.overwrite;
    if (name.ending_from_bytes && !ec) {
        file.asked.replace_extension(file_extension(facts.format));
        where.replace_extension(file_extension(facts.format));
    }
    bool const near = detail::folder_of(where) == detail::folder_of(file.target);
    file.target = near ? where : detail::folder_of(file.target) / file.asked.filename();
    if (near || ec) return file.settle(facts, ec, details);
    ec = file.move_to(where, details);
    return ec ? file.stay(facts, details) : file.settle(facts, ec, details);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
