// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/server.h"

#include <csignal>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>

#include "adapters/http/connection.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

namespace asio = boost::asio;
using asio::ip::tcp;

class Server::Impl {
  public:
    Impl(const ServerConfig& config, HttpHandler handler, HttpGate gate)
        : acceptor_(context_), signals_(context_), world_(std::make_shared<ConnectionWorld>()) {
        world_->limits = config.limits;
        world_->handler = std::move(handler);
        world_->gate = std::move(gate);
    }

    [[nodiscard]] bool open(const std::string& address, std::uint16_t port) {
        boost::system::error_code error;
        const auto where = asio::ip::make_address(address, error);
        if (error) {
            return false;
        }
        const tcp::endpoint endpoint(where, port);
        acceptor_.open(endpoint.protocol(), error);
        acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        acceptor_.bind(endpoint, error);
        if (!error) {
            acceptor_.listen(asio::socket_base::max_listen_connections, error);
        }
        return !error;
    }

    /// Empty if TLS can be spoken; otherwise the file that cannot be used. Only TLS 1.3.
    [[nodiscard]] std::string secure(const TlsConfig& config) {
        namespace ssl = asio::ssl;
        world_->tls = std::make_unique<ssl::context>(ssl::context::tls_server);
        ssl::context& tls = *world_->tls;
        boost::system::error_code error;
        SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_3_VERSION);
        tls.use_certificate_chain_file(config.certificate, error);
        if (error) {
            return config.certificate;
        }
        tls.use_private_key_file(config.key, ssl::context::pem, error);
        if (error || SSL_CTX_check_private_key(tls.native_handle()) != 1) {
            return config.key;
        }
        if (!config.client_ca.empty()) {
            tls.load_verify_file(config.client_ca, error);
            tls.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
        }
        return error ? config.client_ca : std::string();
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    /// One that comes before `run` ends it at once, not the process.
    void catch_signals() {
        signals_.add(SIGTERM);
        signals_.add(SIGINT);
    }

    void run() {
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) {
                end();
            }
        });
        accept();
        context_.run();
    }

    void stop() {
        asio::post(context_, [this] { end(); });
    }

    void on_stop(std::function<void()> action) { on_stop_ = std::move(action); }

  private:
    void accept() {
        acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
            if (!acceptor_.is_open()) {
                return;
            }
            if (!error) {
                boost::system::error_code ignored;
                socket.set_option(tcp::no_delay(true), ignored);
                const bool full = world_->open >= world_->limits.connections;
                auto connection = std::make_shared<Connection>(std::move(socket), world_);
                full ? connection->turn_away() : connection->start();
            }
            accept();
        });
    }

    /// Connections that wait for a request end at once, the others with their answer.
    void end() {
        world_->stopping = true;
        if (on_stop_) {
            on_stop_();
        }
        for (Connection* connection : world_->reading) {
            connection->cancel();
        }
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        signals_.cancel(ignored);
    }

    asio::io_context context_{1};
    tcp::acceptor acceptor_;
    asio::signal_set signals_;
    std::shared_ptr<ConnectionWorld> world_;
    std::function<void()> on_stop_;
};

Server::Server(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ServerConfig& config, HttpHandler handler,
                                               HttpGate gate) {
    auto impl = std::make_shared<Impl>(config, std::move(handler), std::move(gate));
    if (config.tls) {
        if (const std::string unusable = impl->secure(*config.tls); !unusable.empty()) {
            return failure(DiagnosticKind::kConfigFileUnusable, {unusable, "PEM"});
        }
    }
    if (!impl->open(config.address, config.port)) {
        return failure(DiagnosticKind::kServerListen,
                       {config.address + ":" + std::to_string(config.port)});
    }
    impl->catch_signals();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port(); }
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }
void Server::on_stop(std::function<void()> action) { impl_->on_stop(std::move(action)); }

}  // namespace onus::adapters
