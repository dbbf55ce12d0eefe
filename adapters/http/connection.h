// SPDX-License-Identifier: Apache-2.0
//
// One client's connection: reads a request, has it answered, writes the response, and again.
// Only for server.cpp and connection.cpp, since it names the library's types.

#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "adapters/http/server.h"

namespace onus::adapters {

class Connection;

/// What connections share.
struct ConnectionWorld {
    ServerLimits limits;
    HttpHandler handler;
    HttpGate gate;

    /// Null: without TLS.
    std::unique_ptr<boost::asio::ssl::context> tls;
    std::size_t open = 0;
    bool stopping = false;

    /// Those that wait for a request, so that a server that stops need not wait for them.
    std::set<Connection*> reading;
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<ConnectionWorld> world);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();

    /// Ends a connection that waits for a request.
    void cancel() { stream_.cancel(); }

    /// Answers that more connections are not taken, and closes.
    void turn_away();

  private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    /// Calls `use` with the stream that requests come over.
    template <class Use>
    void with_stream(const Use& use);

    void read();
    void on_read(boost::beast::error_code error);
    void answer();
    void write(HttpResponse response, bool keep_alive);

    /// REQUIRES: `body` lives until it is written.
    void write_whole(const HttpResponse& response, std::string_view body, bool keep_alive);

    /// A body in pieces: the head first, then each piece when the one before was taken.
    void stream(const HttpResponse& response);
    void next_piece();
    void write_piece(std::optional<std::string> piece);
    void on_write(boost::beast::error_code error);
    void close();

    boost::beast::tcp_stream stream_;
    std::unique_ptr<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
    std::shared_ptr<ConnectionWorld> world_;
    std::vector<std::string> certificate_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string head_;
    std::string body_;
    bool keep_alive_ = false;
    std::shared_ptr<HttpStream> stream_source_;
    std::string piece_;
};

}  // namespace onus::adapters
