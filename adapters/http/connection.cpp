// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/connection.h"

#include <array>
#include <chrono>
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>

#include "adapters/crash/crash_point.h"
#include "adapters/http/peer_certificate.h"
#include "adapters/http/problem.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tls = boost::asio::ssl::stream<beast::tcp_stream&>;

namespace {

constexpr std::uint32_t kHeaderBytesMax = 16U << 10U;

HttpResponse fault(DiagnosticKind kind, std::vector<std::string> arguments = {}) {
    return problem(failure(kind, std::move(arguments)).value());
}

/// What a library's refusal of a request means.
HttpResponse fault_of(beast::error_code error, const ServerLimits& limits) {
    if (error == http::error::body_limit) {
        return fault(DiagnosticKind::kHttpTooLarge, {std::to_string(limits.body_bytes)});
    }
    if (error == http::error::header_limit) {
        HttpResponse response =
            fault(DiagnosticKind::kHttpTooLarge, {std::to_string(kHeaderBytesMax)});
        response.status = 431;
        return response;
    }
    std::string what = "its first line";
    if (error == http::error::bad_field || error == http::error::bad_value ||
        error == http::error::bad_obs_fold) {
        what = "a header";
    } else if (error == http::error::bad_content_length ||
               error == http::error::bad_transfer_encoding || error == http::error::bad_chunk ||
               error == http::error::bad_chunk_extension) {
        what = "the length of its body";
    } else if (error == http::error::bad_version) {
        what = "its HTTP version";
    }
    return fault(DiagnosticKind::kHttpMalformed, {std::move(what)});
}

/// The end of a connection and what was never a request are answered by nothing.
bool is_silent(beast::error_code error) {
    return error.category() != http::make_error_code(http::error::end_of_stream).category() ||
           error == http::error::end_of_stream || error == http::error::partial_message;
}

std::string lower(std::string_view name) {
    std::string text(name);
    for (char& letter : text) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    }
    return text;
}

/// The first line and the headers.
std::string head_of(const HttpResponse& response, std::size_t body_size, bool keep_alive) {
    const auto reason = http::obsolete_reason(static_cast<http::status>(response.status));
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    head.append(reason.data(), reason.size());
    head += "\r\nContent-Type: ";
    head += response.content_type;
    head += "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    for (const auto& [name, value] : response.headers) {
        head += name;
        head += ": ";
        head += value;
        head += "\r\n";
    }
    head += keep_alive ? "Content-Length: " : "Connection: close\r\nContent-Length: ";
    head += std::to_string(body_size);
    head += "\r\n\r\n";
    return head;
}

}  // namespace

Connection::Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<ConnectionWorld> world)
    : stream_(std::move(socket)), world_(std::move(world)) {
    ++world_->open;
    if (world_->tls != nullptr) {
        tls_ = std::make_unique<Tls>(stream_, *world_->tls);
    }
}

Connection::~Connection() { --world_->open; }

template <class Use>
void Connection::with_stream(const Use& use) {
    if (tls_ != nullptr) {
        use(*tls_);
    } else {
        use(stream_);
    }
}

void Connection::start() {
    if (tls_ == nullptr) {
        read();
        return;
    }
    stream_.expires_after(std::chrono::seconds(world_->limits.request_seconds));
    tls_->async_handshake(Tls::server, [self = shared_from_this()](beast::error_code error) {
        // Whoever speaks no TLS is not answered in the clear.
        if (error) {
            self->stream_.close();
            return;
        }
        self->certificate_ = certificate_names(self->tls_->native_handle());
        self->read();
    });
}

/// A handshake would cost more than an answer is worth.
void Connection::turn_away() {
    if (tls_ != nullptr) {
        stream_.close();
    } else {
        write(fault(DiagnosticKind::kHttpBusy), false);
    }
}

void Connection::read() {
    parser_.emplace();
    parser_->header_limit(kHeaderBytesMax);
    parser_->body_limit(world_->limits.body_bytes);
    stream_.expires_after(std::chrono::seconds(world_->limits.request_seconds));
    world_->reading.insert(this);
    with_stream([this](auto& stream) {
        http::async_read(stream, buffer_, *parser_,
                         [self = shared_from_this()](beast::error_code error, std::size_t) {
                             self->on_read(error);
                         });
    });
}

void Connection::on_read(beast::error_code error) {
    world_->reading.erase(this);
    if (!error) {
        answer();
    } else if (is_silent(error)) {
        close();
    } else {
        write(fault_of(error, world_->limits), false);
    }
}

void Connection::answer() {
    auto& message = parser_->get();
    const bool keep_alive = message.keep_alive() && !world_->stopping;
    if (world_->gate) {
        const auto credentials = message[http::field::authorization];
        const HttpResponse* const refused =
            world_->gate({{message.target().data(), message.target().size()},
                          {credentials.data(), credentials.size()}});
        if (refused != nullptr) {
            write_whole(*refused, refused->body, keep_alive);
            return;
        }
    }
    HttpRequest request;
    request.method = std::string(message.method_string());
    beast::error_code gone;
    const auto peer = stream_.socket().remote_endpoint(gone);
    request.certificate = certificate_;
    request.peer = gone ? std::string() : peer.address().to_string();
    if (!parse_target({message.target().data(), message.target().size()}, request)) {
        write(fault(DiagnosticKind::kHttpMalformed, {"its target"}), keep_alive);
        return;
    }
    for (const auto& field : message) {
        const std::string_view name(field.name_string().data(), field.name_string().size());
        request.headers[lower(name)] = std::string(field.value());
    }
    request.body = std::move(message.body());
    stream_.expires_never();
    world_->handler(
        std::move(request), [self = shared_from_this(), keep_alive](HttpResponse response) {
            boost::asio::dispatch(self->stream_.get_executor(),
                                  [self, keep_alive, response = std::move(response)]() mutable {
                                      self->write(std::move(response), keep_alive);
                                  });
        });
}

void Connection::stream(const HttpResponse& response) {
    stream_source_ = response.stream;
    piece_ = "HTTP/1.1 200 OK\r\nContent-Type: " + response.content_type +
             "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
             "Connection: close\r\n\r\n";
    write_piece(std::move(piece_));
}

void Connection::next_piece() {
    stream_.expires_never();
    stream_source_->next([self = shared_from_this()](std::optional<std::string> piece) {
        boost::asio::dispatch(
            self->stream_.get_executor(),
            [self, piece = std::move(piece)]() mutable { self->write_piece(std::move(piece)); });
    });
}

void Connection::write_piece(std::optional<std::string> piece) {
    if (!piece) {
        close();
        return;
    }
    piece_ = std::move(*piece);
    stream_.expires_after(std::chrono::seconds(world_->limits.request_seconds));
    with_stream([this](auto& stream) {
        boost::asio::async_write(stream, boost::asio::buffer(piece_),
                                 [self = shared_from_this()](beast::error_code error, std::size_t) {
                                     error ? self->close() : self->next_piece();
                                 });
    });
}

void Connection::write(HttpResponse response, bool keep_alive) {
    if (response.stream != nullptr) {
        stream(response);
        return;
    }
    body_ = std::move(response.body);
    write_whole(response, body_, keep_alive);
}

void Connection::write_whole(const HttpResponse& response, std::string_view body, bool keep_alive) {
    keep_alive_ = keep_alive && !world_->stopping;
    head_ = head_of(response, body.size(), keep_alive_);
    stream_.expires_after(std::chrono::seconds(world_->limits.request_seconds));
    const std::array<boost::asio::const_buffer, 2> buffers = {
        boost::asio::buffer(head_), boost::asio::buffer(body.data(), body.size())};
    with_stream([this, &buffers](auto& stream) {
        boost::asio::async_write(stream, buffers,
                                 [self = shared_from_this()](beast::error_code error, std::size_t) {
                                     self->on_write(error);
                                 });
    });
}

void Connection::on_write(beast::error_code error) {
    crash_point("reply.after");
    if (error || !keep_alive_) {
        close();
        return;
    }
    read();
}

void Connection::close() {
    if (tls_ != nullptr) {
        stream_.expires_after(std::chrono::seconds(1));
        tls_->async_shutdown(
            [self = shared_from_this()](beast::error_code) { self->stream_.close(); });
        return;
    }
    beast::error_code ignored;
    stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

}  // namespace onus::adapters
