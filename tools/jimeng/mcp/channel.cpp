#include "channel.hpp"

#include "../printing.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace command::mcp {

namespace {

/// A copy, so that closing it leaves the process's own descriptor alone; none for what the system cannot wait for.
std::optional<boost::asio::posix::stream_descriptor> stream_of(boost::asio::any_io_executor const& executor, int which)
{
    int const copy = ::fcntl(which, F_DUPFD_CLOEXEC, 3);
    if (copy == -1) return std::nullopt;
    boost::asio::posix::stream_descriptor made{executor};
    boost::system::error_code ec;
    made.assign(copy, ec);
    if (!ec.failed()) return made;
    ::close(copy);
    return std::nullopt;
}

} // namespace

channel::channel(boost::asio::any_io_executor executor, channel_events events)
    : executor_{executor},
      events_{std::move(events)},
      in_{stream_of(executor, STDIN_FILENO)},
      out_{stream_of(executor, STDOUT_FILENO)},
      flags_{::fcntl(STDIN_FILENO, F_GETFL), ::fcntl(STDOUT_FILENO, F_GETFL)}
{}

/// Whether reading waits is a property of the open file, which a shell may share.
channel::~channel()
{
    for (int const which : {STDIN_FILENO, STDOUT_FILENO})
        if (int const flags = flags_[static_cast<std::size_t>(which)]; flags != -1) ::fcntl(which, F_SETFL, flags);
}

void channel::start()
{
    hear();
}

void channel::hear()
{
    if (closed_ || hearing_ || said_bytes_ > most_line_bytes) return;
    hearing_ = true;
    if (!in_) return boost::asio::post(executor_, [this] { hear_file(); });
    in_->async_read_some(boost::asio::buffer(piece_), [this](boost::system::error_code ec, std::size_t size) {
        hearing_ = false;
        if (ec == boost::asio::error::operation_not_supported) return in_.reset(), hear();
        if (ec.failed()) return end();
        heard({piece_.data(), size});
    });
}

/// A file answers at once.
void channel::hear_file()
{
    hearing_ = false;
    ssize_t size = -1;
    do {
        size = ::read(STDIN_FILENO, piece_.data(), piece_.size());
    } while (size == -1 && errno == EINTR);
    size > 0 ? heard({piece_.data(), static_cast<std::size_t>(size)}) : end();
}

void channel::heard(std::string_view piece)
{
    if (closed_) return;
    splitter_.write(piece, events_.line, events_.too_long);
    hear();
}

void channel::end()
{
    if (std::exchange(closed_, true)) return;
    splitter_.end(events_.line, events_.too_long);
    events_.closed();
}

void channel::stop_hearing()
{
    closed_ = true;
    if (in_) in_->cancel();
}

void channel::say(std::string line)
{
    if (deaf_) return;
    line += '\n';
    said_bytes_ += line.size();
    said_.push_back(std::move(line));
    if (said_.size() == 1) write();
}

void channel::write()
{
    if (!out_)
        return boost::asio::post(executor_, [this] {
            bool const taken = said_.empty() || write_all(STDOUT_FILENO, said_.front());
            written(taken ? boost::system::error_code{} : boost::asio::error::broken_pipe);
        });
    boost::asio::async_write(*out_, boost::asio::buffer(said_.front()),
                             [this](boost::system::error_code ec, std::size_t) {
                                 if (ec == boost::asio::error::operation_not_supported) return out_.reset(), write();
                                 written(ec);
                             });
}

void channel::written(boost::system::error_code ec)
{
    if (ec.failed()) deaf_ = true;
    if (deaf_) {
        said_.clear();
        said_bytes_ = 0;
    } else {
        said_bytes_ -= said_.front().size();
        said_.pop_front();
    }
    if (!said_.empty()) write();
    hear();
}

void channel::give_up()
{
    deaf_ = true;
    if (out_) out_->cancel();
}

} // namespace command::mcp
