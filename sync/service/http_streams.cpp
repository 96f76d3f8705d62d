// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_streams.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <unordered_map>
#include <utility>  // Asio 1.74 forgets it.
#include <vector>

#include "sync/service/http_request.h"
#include "sync/service/http_socket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

namespace hall::service {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// As many as Asio hands to the kernel in one call.
constexpr std::size_t kChunksAtOnce = 64;

}  // namespace

struct HttpStreams::Impl : std::enable_shared_from_this<HttpStreams::Impl> {
    Impl(Loop& its_loop,
         const HttpLimits& its_limits,
         std::function<void(const std::string&)> its_left)
        : loop(its_loop),
          limits(its_limits),
          left(std::move(its_left)) {}

    void forget(const std::shared_ptr<Stream>& stream);
    void end(const std::shared_ptr<Stream>& stream, StreamEnd why);

    Loop& loop;
    const HttpLimits limits;
    std::function<void(const std::string&)> left;
    std::unordered_map<StreamId, std::shared_ptr<Stream>> streams;
    std::map<std::string, std::size_t, std::less<>> by_owner;
    std::uint64_t slow_dropped = 0;
    bool open = true;
};

// One client. Ends when it says anything, most often that it is gone: it has nothing more to say.
class HttpStreams::Stream : public std::enable_shared_from_this<Stream> {
public:
    Stream(Impl& its_all,
           StreamId its_id,
           const Guest& guest,
           std::string_view its_owner,
           Ended its_ended)
        : id(its_id),
          address(guest.address),
          owner(its_owner),
          ended(std::move(its_ended)),
          all_(its_all),
          socket_(guest.socket) {}

    void watch() {
        socket_->async_read_some(asio::buffer(unwanted_),
                                 [self = shared_from_this()](const error_code& /*any*/, auto) {
                                     self->end(StreamEnd::client_left);
                                 });
    }

    void send(const Body& chunk) {
        if (chunks_.size() >= all_.limits.stream_chunks) {
            end(StreamEnd::too_slow);
            return;
        }
        chunks_.push_back(chunk);
        if (writing_ == 0) {
            write();
        }
    }

    void close() {
        over_ = true;
        all_.loop.cancel(deadline_);
        error_code ignored;
        socket_->tcp().close(ignored);
    }

    const StreamId id;
    const std::string address;
    const std::string owner;
    Ended ended;

private:
    void write() {
        writing_ = std::min(chunks_.size(), kChunksAtOnce);
        std::vector<asio::const_buffer> parts;
        for (std::size_t i = 0; i < writing_; ++i) {
            parts.push_back(asio::buffer(*chunks_[i]));
        }
        deadline_ = all_.loop.after(all_.limits.write_limit, [self = shared_from_this()] {
            self->end(StreamEnd::client_left);
        });
        // The last argument is the library's own; its default, 0, trips a warning of ours.
        asio::async_write(
            *socket_, parts,
            [self = shared_from_this()](const error_code& error, auto) { self->written(error); },
            nullptr);
    }

    void written(const error_code& error) {
        if (over_) {
            return;
        }
        if (error) {
            end(StreamEnd::client_left);
            return;
        }
        all_.loop.cancel(deadline_);
        chunks_.erase(chunks_.begin(), chunks_.begin() + static_cast<std::ptrdiff_t>(writing_));
        writing_ = 0;
        if (!chunks_.empty()) {
            write();
        }
    }

    void end(StreamEnd why) {
        if (!over_) {
            all_.end(shared_from_this(), why);
        }
    }

    Impl& all_;  ///< Valid while not over.
    std::shared_ptr<HttpSocket> socket_;
    TimerId deadline_{};
    bool over_ = false;
    std::deque<Body> chunks_;
    std::size_t writing_ = 0;  ///< How many of the first chunks are on their way.
    std::array<char, 64> unwanted_{};
};

void HttpStreams::Impl::forget(const std::shared_ptr<Stream>& stream) {
    stream->close();
    streams.erase(stream->id);
    const auto owned = by_owner.find(stream->owner);
    if (--owned->second == 0) {
        by_owner.erase(owned);
    }
    left(stream->address);
}

void HttpStreams::Impl::end(const std::shared_ptr<Stream>& stream, StreamEnd why) {
    slow_dropped += why == StreamEnd::too_slow ? 1U : 0U;
    forget(stream);
    loop.post([weak = weak_from_this(), stream, why] {
        if (const auto self = weak.lock(); self && self->open && stream->ended) {
            stream->ended(stream->id, why);
        }
    });
}

HttpStreams::HttpStreams(Loop& loop,
                         const HttpLimits& limits,
                         std::function<void(const std::string&)> left)
    : impl_(std::make_shared<Impl>(loop, limits, std::move(left))) {
}

HttpStreams::~HttpStreams() {
    shut();
}

bool HttpStreams::full(std::string_view owner) const {
    const auto found = impl_->by_owner.find(owner);
    return found != impl_->by_owner.end() && found->second >= impl_->limits.streams_per_owner;
}

void HttpStreams::open(
    StreamId id, const Guest& guest, std::string_view owner, const Body& first, Ended ended) {
    auto stream = std::make_shared<Stream>(*impl_, id, guest, owner, std::move(ended));
    impl_->streams.emplace(id, stream);
    ++impl_->by_owner[stream->owner];
    stream->watch();
    stream->send(body_of(first ? stream_head() + *first : stream_head()));
}

void HttpStreams::send(StreamId id, const Body& chunk) {
    if (const auto found = impl_->streams.find(id); found != impl_->streams.end()) {
        const auto stream = found->second;  // It may end in here.
        stream->send(chunk);
    }
}

void HttpStreams::close(StreamId id) {
    if (const auto found = impl_->streams.find(id); found != impl_->streams.end()) {
        const auto stream = found->second;
        impl_->forget(stream);
    }
}

void HttpStreams::shut() {
    impl_->open = false;
    while (!impl_->streams.empty()) {
        const auto stream = impl_->streams.begin()->second;
        impl_->forget(stream);
    }
}

void HttpStreams::add_to(HttpFigures& figures) const {
    figures.connections += impl_->streams.size();
    figures.streams += impl_->streams.size();
    figures.slow_dropped += impl_->slow_dropped;
}

}  // namespace hall::service
